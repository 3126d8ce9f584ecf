import type { Words } from '../words.ts'
import { figures } from './figures.ts'

const plural = new Intl.PluralRules('de')
const many = (count: number, one: string, others: string): string =>
  `${figures.grouped(count)} ${plural.select(count) === 'one' ? one : others}`

export const counts: Words['counts'] = {
  bytes: (count) => many(count, 'Byte', 'Bytes'),
  files: (count) => many(count, 'Datei', 'Dateien'),
  largeFiles: (count) => many(count, 'große Datei', 'große Dateien'),
  entries: (count) => many(count, 'Eintrag', 'Einträge'),
  smallerEntries: (count) => many(count, 'kleinerer Eintrag', 'kleinere Einträge'),
  smallerNames: (count) => many(count, 'kleinerer Name', 'kleinere Namen'),
  changes: (count) => many(count, 'Änderung', 'Änderungen'),
  fixes: (count) => many(count, 'Korrektur', 'Korrekturen'),
  groups: (count) => many(count, 'Gruppe', 'Gruppen'),
  layers: (count) => many(count, 'Schicht', 'Schichten'),
  nodes: (count) => many(count, 'Knoten', 'Knoten'),
  others: (count) => many(count, 'weitere', 'weitere'),
  projects: (count) => many(count, 'Projekt', 'Projekte'),
  removals: (count) => many(count, 'Löschung', 'Löschungen'),
  sources: (count) => many(count, 'Quelle', 'Quellen'),
  stages: (count) => many(count, 'Stage', 'Stages'),
  standIns: (count) => many(count, 'Platzhalter', 'Platzhalter'),
  rows: (count) => many(count, 'Zeile', 'Zeilen'),
  attempts: (count) => many(count, 'Versuch', 'Versuche'),
  goals: (count) => many(count, 'Ziel', 'Ziele'),
  rules: (count) => many(count, 'Regel', 'Regeln'),
  exercises: (count) => many(count, 'Übung', 'Übungen'),
  steps: (count) => many(count, 'Schritt', 'Schritte'),
  list: (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} und ${names.at(-1)}`),
}
