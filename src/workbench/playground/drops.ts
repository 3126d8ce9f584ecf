import { type Dropped, droppedIn } from '../import/folder.ts'

/** What is listened to for what is dropped on a page, with what it does. */
type Listener = readonly ['dragover' | 'dragleave' | 'drop', (event: DragEvent) => void]

/** Listeners for files that are dropped anywhere on the page; `over`: whether they are held over it now. */
export function dropsOf(over: (isOver: boolean) => void, take: (dropped: Dropped) => void): readonly Listener[] {
  let isOver = false
  const show = (is: boolean) => {
    isOver = is
    over(is)
  }
  return [
    [
      'dragover',
      (event) => {
        // A part of the workbench may want it for itself.
        show(!event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true)
        if (isOver) event.preventDefault()
      },
    ],
    ['dragleave', (event) => show(isOver && event.relatedTarget !== null)],
    [
      'drop',
      (event) => {
        show(false)
        if (event.defaultPrevented || event.dataTransfer === null) return
        event.preventDefault()
        take(droppedIn(event.dataTransfer))
      },
    ],
  ]
}
