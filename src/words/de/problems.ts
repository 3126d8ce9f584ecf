import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  noProblemsFound: 'Keine Probleme gefunden.',
  fixName: (title) => `Korrektur: ${title}`,
  fixButton: (title) => `Beheben: ${title}`,
  severities: { error: 'Fehler', warning: 'Warnung', note: 'Hinweis' },
  countOf: (severity, count) => {
    const [one, others] = {
      error: ['Fehler', 'Fehler'],
      warning: ['Warnung', 'Warnungen'],
      note: ['Hinweis', 'Hinweise'],
    }[severity]
    return `${count} ${count === 1 ? one : others}`
  },
  line: (line) => `Zeile ${line}`,
}
