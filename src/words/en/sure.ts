/** How sure somebody is of a prediction, and what is said when somebody who was certain was wrong. */
export const sure = {
  howSure: 'How sure are you?',
  levels: { guess: 'a guess', fairly: 'fairly sure', certain: 'certain' },
  wasCertain: 'You were certain. What surprises us then is what we keep longest.',
}
