import { words } from '../words/words.ts'

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
/** The key of commands, as it is called on this machine. */
export const command = isMac ? '⌘' : 'Ctrl'

/** The keys worth knowing in the editor, and what they do. */
export function editorKeys(): readonly (readonly [string, string])[] {
  const does = words.writing.keys
  return [
    [`${command} ↵`, does.build],
    ['Esc', does.leave],
    [words.writing.ctrlSpace, does.complete],
    [`${command} I`, does.explain],
    ['Alt Y', does.why],
    [`F8, ${words.writing.shift} F8`, does.problems],
    [`${command} .`, does.mend],
    ['F12', does.stage],
    ['F2', does.rename],
    [`${words.writing.shift} Alt F`, does.format],
    [isMac ? '⌘ Alt [ ]' : `Ctrl ${words.writing.shift} [ ]`, does.fold],
    [`${command} F`, does.find],
    [`${command} Z`, does.undo],
    [isMac ? `⌘ ${words.writing.shift} Z` : 'Ctrl Y', does.redo],
    ['F1', does.keys],
  ]
}
