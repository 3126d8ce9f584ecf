/** The kinds of exercise. */
export const kinds = {
  'fix-it': 'Fix it',
  golf: 'Golf',
  cache: 'Cache',
  parsons: 'Put lines in order',
  find: 'Find it',
  predict: 'Predict',
  debug: 'Debug',
  refactor: 'Refactor',
  write: 'Write',
  order: 'Put cards in order',
}
