import type { Words } from '../words.ts'

export const links: Words['links'] = {
  tooLong: (size, most) => `er hat ${size}, mehr als die ${most}, die gelesen werden`,
  newer:
    'er stammt von einer neueren Fassung dieser Website; lade die Seite neu, oder lass dir die Dateien selbst geben',
  unfoldsTo: (most) => `er entfaltet sich zu mehr als ${most}`,
  damaged: 'er ist beschädigt oder abgeschnitten: kopiere ihn noch einmal, ganz',
  noProject: (why) => `er enthält kein Projekt: ${why}`,
  fileTooLarge: 'Die Datei ist zu groß, um Arbeit von dieser Website zu sein.',
  noWork: 'Die Datei enthält keine Arbeit von dieser Website.',
  newerFile: 'Die Datei stammt von einer neueren Fassung dieser Website oder ist beschädigt.',
}
