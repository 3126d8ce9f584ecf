import type { Words } from '../words.ts'

export const progress: Words['progress'] = {
  built: (built, of) => `${built} von ${of} Szenen gebaut`,
  yourAnswer: 'Deine Antwort, bevor du nachsiehst',
  compare: 'Vergleichen',
  hadIt: 'Das wusste ich',
  comeBack: 'Darauf komme ich zurück',
  goOn: (title) => `Weiter mit „${title}“`,
  done: '✓ Fertig',
  allDone: (all) => `Alle ${all} Lektionen sind fertig.`,
  soFar: (done, all, minutes) =>
    `${done === 0 ? 'Du hast angefangen' : `${done} von ${all} Lektionen fertig`}. Noch etwa ${minutes} Minuten.`,
  saved: 'Dein Fortschritt ist in der Datei.',
  forgetSure: 'Vergessen, ich bin sicher',
  forgetsWhat:
    'Das vergisst, was als fertig markiert ist, und deine Antworten. Sichere es vorher als Datei, falls du es zurückhaben willst.',
  startOver: 'Von vorn anfangen',
  forgotten: 'Vergessen. Szenen, die du wieder baust, zählen wieder.',
  noProgress: 'Diese Datei enthält keinen Fortschritt dieser Website oder stammt von einer neueren Fassung.',
  together: 'Was hier fertig war und was in der Datei ist, gehört jetzt zusammen.',
}
