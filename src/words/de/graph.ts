import type { Words } from '../words.ts'

export const graph: Words['graph'] = {
  theStagesAreShownWhenYou: 'Die Stages erscheinen, sobald du vorhergesagt hast.',
  thereIsNoStageYetA: 'Noch gibt es keine Stage: Ein Dockerfile beginnt mit FROM.',
  stage: (name) => `Stage ${name}`,
  line: (line) => `Zeile ${line}`,
  stagesAndWhatTheyTakeFrom: 'Stages und was sie voneinander nehmen',
  stageHead: 'Stage',
  from: 'Von',
  takes: 'Nimmt',
  steps: 'Schritte',
  built: 'Gebaut',
  givesTheImage: 'ergibt das Image',
  theImage: (figure) => `das Image, ${figure}`,
  oneStageAllThatItMakes: 'Eine Stage: Alles, was sie macht, ist im Image.',
  allAreBuilt: 'Alle werden gebaut',
  edges: { copy: 'kopiert Dateien aus', mount: 'hängt ein, während ein Schritt läuft', base: 'steht auf' },
  takings: { base: 'steht auf', copy: 'kopiert aus', mount: 'hängt ein' },
  leftOut: (names) =>
    `Nicht gebaut: ${names.join(', ')}; nichts braucht ${names.length === 1 ? 'diese Stage' : 'diese Stages'}`,
  gives: (name, takes) => `; ${name} ergibt das Image${takes === '' ? '' : ` und ${takes}`}`,
}
