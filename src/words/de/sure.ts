import type { Words } from '../words.ts'

export const sure: Words['sure'] = {
  howSure: 'Wie sicher bist du?',
  levels: { guess: 'geraten', fairly: 'ziemlich sicher', certain: 'ganz sicher' },
  wasCertain: 'Du warst dir ganz sicher. Was uns dann überrascht, behalten wir am längsten.',
}
