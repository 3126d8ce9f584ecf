/** The button that erases what the site keeps in this browser. */
export const erase = {
  button: 'Erase all that this site keeps here',
  sure: 'Yes, erase it: it cannot be undone',
  warning: 'Everything that you have made here goes. Save what you need first.',
  done: 'Erased. This site keeps nothing of you in this browser now.',
  fails: 'Some of it could not be erased: clear the site’s data in the browser’s settings.',
}
