import type { Words } from '../words.ts'

export const log: Words['log'] = {
  nothingHasBeenBuiltYetAfter: 'Noch ist nichts gebaut. Nach einem Build steht hier, was docker ausgegeben hätte.',
  theLog: 'das Protokoll',
  copyTheLog: 'Protokoll kopieren',
  buildAs: (number) => `Build ${number}, wie ihn`,
  printsIt: 'ausgibt. ≈ Die Zeiten sind geschätzt.',
}
