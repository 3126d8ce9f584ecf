/** What is fetched after the editor itself: all that knows the language well enough to complete, explain, lay out and mend it. */
export { completionsAt, fixesFor, formatEdits, hoverAt } from '../../simulator/index.ts'
