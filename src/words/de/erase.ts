import type { Words } from '../words.ts'

export const erase: Words['erase'] = {
  button: 'Alles löschen, was diese Website hier aufhebt',
  sure: 'Ja, löschen: es kommt nicht zurück',
  warning: 'Alles, was du hier gemacht hast, verschwindet. Sichere vorher, was du brauchst.',
  done: 'Gelöscht. Diese Website hat in diesem Browser nichts mehr von dir.',
  fails: 'Etwas davon ließ sich nicht löschen: leere die Daten der Website in den Einstellungen des Browsers.',
}
