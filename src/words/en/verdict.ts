export const verdict = {
  youSaid: 'You said',
  itIs: 'It is',
  buildToSee: 'build to see',
  asYouSaid: '✓ as you said',
  notWhatYouSaid: '≠ not what you said',
  noStepFromTheCache: 'no step from the cache',
  linesFromTheCache: (lines: readonly number[]): string =>
    `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')} from the cache`,
  notAsThought: (thoughtCached: boolean): string => `, not ${thoughtCached ? 'cached' : 'run'}`,
}
