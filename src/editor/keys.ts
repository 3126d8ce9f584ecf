const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
/** The key of commands, as it is called on this machine. */
export const command = isMac ? '⌘' : 'Ctrl'

/** The keys worth knowing in the editor, and what they do. */
export const editorKeys: readonly (readonly [string, string])[] = [
  [`${command} ↵`, 'build'],
  ['Esc', 'leave the editor, to the build button'],
  ['Ctrl Space', 'what can be written here'],
  [`${command} I`, 'what is this?'],
  ['Alt Y', 'why does this step run?'],
  ['F8, Shift F8', 'next problem, the one before'],
  [`${command} .`, 'mend a problem, read about it'],
  ['F12', 'go to the stage'],
  ['F2', 'rename the stage'],
  ['Shift Alt F', 'format'],
  [isMac ? '⌘ Alt [ ]' : 'Ctrl Shift [ ]', 'fold, unfold'],
  [`${command} F`, 'find in the file'],
  [`${command} Z`, 'undo, in all files'],
  [isMac ? '⌘ Shift Z' : 'Ctrl Y', 'do it again'],
  ['F1', 'this list, in the editor'],
]
