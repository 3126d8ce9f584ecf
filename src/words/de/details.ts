import type { Words } from '../words.ts'

export const details: Words['details'] = {
  aboutTheBuild: 'Über den Build',
  thisPartCouldNotBeFetched:
    'Dieser Teil ließ sich nicht laden. Lade die Seite neu, wenn das Netz wieder da ist; dein Text ist aufgehoben.',
  panes: {
    steps: 'Schritte',
    layers: 'Schichten',
    timeline: 'Zeitachse',
    files: 'Dateien',
    graph: 'Graph',
    terminal: 'Terminal',
    'what-if': 'Was wäre, wenn',
    compare: 'Vergleich',
    registry: 'Registry',
    config: 'Konfiguration & Verlauf',
    problems: 'Probleme',
    log: 'Protokoll',
  },
}
