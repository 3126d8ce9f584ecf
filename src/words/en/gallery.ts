/** The playground's page around the workbench, and its examples. */
export const gallery = {
  title: 'Playground',
  description:
    'A whole docker build to play with: your own Dockerfile and files, or one of many examples, built in your browser.',
  opening:
    'Drop a folder, a .zip or a Dockerfile anywhere on this page, or begin with an example. What you write is kept in this browser and sent nowhere.',
  theLessons: 'The lessons',
  beginAtTheBeginning: 'begin at the beginning.',
  newHere: 'New here? Type in the Dockerfile below: the sizes follow as you type.',
  listsAll: 'lists all that can be done,',
  theKeys: 'the keys.',
  gotIt: 'Got it',
  examples: 'Examples',
  findOne: 'Find one',
  findHint: 'node, secret, cache…',
  scale:
    'Real folders, each made for one point. The bars are the images, all on one scale: grey is the base, hatched is shipped but hidden.',
  changed: '✎ with your changes',
  none: 'No example has these words. Try one word, such as node or cache.',
}
