import type { Words } from '../words.ts'

export const frames: Words['frames'] = {
  refused: (why) => `Was diesem Rahmen mitgegeben wurde, ließ sich nicht öffnen: ${why}. Hier ist der Anfang.`,
  notOpened: (why) => `Was diesem Rahmen mitgegeben wurde, ließ sich nicht öffnen: ${why}.`,
  namesNone: 'es nennt keine Übung',
  noExercise: 'er enthält keine Übung',
  badExercise: (why) => `er enthält keine Übung: ${why}`,
  noWorkIn: 'er enthält keine Arbeit an einer Übung',
  workNotOpened: (why) => `Was vorher gemacht wurde, ließ sich nicht öffnen: ${why}.`,
  linkNotOpened: (why) => `Dieser Link ließ sich nicht öffnen: ${why}.`,
  madeBefore: 'was vorher gemacht wurde',
}
