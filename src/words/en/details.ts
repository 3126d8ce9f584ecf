export const details = {
  aboutTheBuild: 'About the build',
  thisPartCouldNotBeFetched:
    'This part could not be fetched. Load the page again when the network is back; your text is kept.',
  panes: {
    steps: 'Steps',
    layers: 'Layers',
    timeline: 'Timeline',
    files: 'Files',
    graph: 'Graph',
    terminal: 'Terminal',
    'what-if': 'What if',
    compare: 'Compare',
    registry: 'Registry',
    config: 'Config & history',
    problems: 'Problems',
    log: 'Log',
  },
}
