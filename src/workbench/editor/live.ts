import { Editor } from '../../editor/editor.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Bench } from '../bench.ts'
import { referencePath } from '../reference.ts'
import type { BenchState } from '../state.ts'
import { isDockerfile, marksOf } from './marks.ts'
import { iconElement } from './sign.ts'
import { worldOf } from './view.ts'

/** The editor of a workbench, once it is fetched: shows the file that is open, and tells the bench what is typed. */
export class LiveEditor {
  readonly #bench: Bench
  readonly #editor: Editor
  #marked: unknown
  #pointed: number | undefined
  #generation: unknown
  #known: unknown

  /** Stands in `parent`; `host` is the part of the workbench that it belongs to. */
  constructor(bench: Bench, parent: HTMLElement, root: ShadowRoot, host: HTMLElement) {
    this.#bench = bench
    this.#editor = new Editor({
      parent,
      root,
      draw: iconElement,
      changed: (path, text, what) => bench.type(path, text, what),
      travel: (which) => bench.travel(which),
      build: () => void bench.build(),
      keys: () => void import('../summon.ts').then(({ summonFrom }) => summonFrom('keys', host)),
      leave: () => focusAfter(host),
      point: (line) => this.#pointAt(line),
      why: (line) => {
        const instruction = this.#instructionAt(line)
        if (instruction !== undefined) bench.showWhy(instruction)
      },
    })
  }

  focus(): void {
    this.#editor.focus()
  }

  goTo(line: number): void {
    this.#editor.goTo(line)
  }

  destroy(): void {
    this.#editor.destroy()
  }

  /** Draws the state; nothing for a file that has no text. */
  draw(state: BenchState): void {
    const editor = this.#editor
    const file = fileAt(state.files, state.open)
    if (file?.sized !== undefined || file?.base64 !== undefined) return
    const isBuilt = state.open === dockerfileOf(state.project, state.options)
    if (this.#generation !== this.#bench.generation) {
      this.#generation = this.#bench.generation
      void this.#bench.wake().then((session) => session.readCatalog())
      editor.forget()
    }
    editor.show({
      path: state.open,
      text: file?.text ?? '',
      language: isDockerfile(state) ? 'dockerfile' : 'text',
      readOnly: false,
    })
    this.#decorate(state, isBuilt)
    const known = [state.files, state.catalog, state.options]
    if (same(this.#known, known)) return
    this.#known = known
    editor.know(worldOf(state))
  }

  #decorate(state: BenchState, isBuilt: boolean): void {
    const editor = this.#editor
    const shown = [state.open, state.problems, state.marks, state.asking === 'open']
    if (!same(this.#marked, shown)) {
      this.#marked = shown
      const problems = isBuilt ? state.problems : []
      editor.marks({
        marks: isBuilt ? marksOf(state) : [],
        problems: problems.flatMap(({ line, severity, message }) =>
          line === undefined || severity === 'note' ? [] : [{ line, severity, label: message }],
        ),
      })
      editor.underline(problems.map((problem) => ({ problem, page: referencePath(problem.code, problem.severity) })))
    }
    if (this.#pointed !== state.pointed) {
      this.#pointed = state.pointed
      const mark = state.pointed === undefined ? undefined : state.forecast?.instructions[state.pointed]
      editor.point(isBuilt ? mark : undefined)
    }
  }

  #pointAt(line: number | undefined): void {
    const { state } = this.#bench
    if (state.open !== dockerfileOf(state.project, state.options)) return
    this.#bench.point(line === undefined ? undefined : this.#instructionAt(line))
  }

  /** The instruction of the Dockerfile that is built, where that is the file that is open. */
  #instructionAt(line: number): number | undefined {
    const { state } = this.#bench
    if (state.open !== dockerfileOf(state.project, state.options)) return undefined
    const at = state.forecast?.instructions.findIndex(({ first, last }) => first <= line && line <= last) ?? -1
    return at === -1 ? undefined : at
  }
}

/** To what follows the editor; when Build cannot be pressed, to the button after it. */
function focusAfter(part: Element): void {
  const root = part.getRootNode()
  const next = root instanceof ShadowRoot ? root.querySelector('.actions button:not(:disabled)') : null
  if (next instanceof HTMLElement) next.focus()
}

function same(a: unknown, b: readonly unknown[]): boolean {
  return Array.isArray(a) && a.length === b.length && b.every((one, at) => Object.is(one, a[at]))
}
