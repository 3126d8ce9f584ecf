import type { Exercise } from '../../../simulator/exercises.ts'
import { longestReceipt } from '../../exercise/receipt.ts'
import { exerciseInFile } from '../archive.ts'
import type { Judges } from '../judging.ts'
import { judgedRow, type Row, rowOf, unreadable, withTwins } from './row.ts'

/** A file that was dropped or chosen. */
export interface Given {
  readonly path: string
  readonly size: number
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>
}

/** Receipts that are judged at once, at most. */
export const receiptsAtMost = 2000

/** What grading needs of its surroundings. */
export interface GradingWorld {
  readonly judges: Pick<Judges, 'judge' | 'drop'>
  /** The exercise of the site with an id; undefined where there is none. Rejects when it cannot be fetched. */
  readonly fetchExercise: (id: string) => Promise<Exercise | undefined>
  readonly changed: () => void
}

/** Receipts, judged one after the other by the exercises that they are about: those of the site, and those that were given beside them. */
export class Grading {
  readonly #world: GradingWorld
  readonly #own = new Map<string, Exercise>()
  #rows: readonly Row[] = []
  #isCancelled = false
  isRunning = false
  /** What became of files that are no receipts. */
  note = ''

  constructor(world: GradingWorld) {
    this.#world = world
  }

  get rows(): readonly Row[] {
    return this.#rows
  }

  /** How many of the lines are judged, or cannot be. */
  get done(): number {
    return this.#rows.filter(({ grade }) => grade !== 'waiting' && grade !== 'judging').length
  }

  /** Takes files: exercises are put aside for the receipts that are about them, all others are receipts. */
  async take(files: readonly Given[]): Promise<void> {
    const isExercise = ({ path }: Given): boolean => /\.(zip|ya?ml)$/i.test(path)
    const notes: string[] = []
    for (const file of files.filter(isExercise)) {
      const read = await exerciseInFile(Object.assign(new Blob([await file.bytes()]), { name: file.path }))
      if (read.kind === 'failed') notes.push(`${file.path}: ${read.message}`)
      else {
        this.#own.set(read.exercise.id, read.exercise)
        notes.push(`${file.path} holds the exercise “${read.exercise.title}”.`)
      }
    }
    const receipts = files.filter((file) => !isExercise(file) && !/(^|\/)\./.test(file.path))
    const known = new Set(this.#rows.map(({ file }) => file))
    const fresh = receipts.filter(({ path }) => !known.has(path)).slice(0, receiptsAtMost - this.#rows.length)
    const left = receipts.length - fresh.length
    if (left > 0) notes.push(`${left} were left out: they are here already, or there are too many.`)
    const rows = await Promise.all(fresh.map(readRow))
    // What waited for an exercise that has come now is judged again.
    const again = this.#rows.map((row) =>
      row.submission !== undefined && row.grade !== 'pass' && this.#own.has(row.submission.exercise)
        ? { ...row, grade: 'waiting' as const, why: '' }
        : row,
    )
    this.note = notes.join(' ')
    this.#become(withTwins([...again, ...rows]))
    await this.#run()
  }

  /** Stops judging; the lines that wait stay. */
  cancel(): void {
    this.#isCancelled = true
    this.#world.judges.drop()
  }

  /** Goes on with the lines that wait. */
  resume(): Promise<void> {
    return this.#run()
  }

  clear(): void {
    this.cancel()
    this.#become([])
    this.note = ''
  }

  async #run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    this.#isCancelled = false
    for (;;) {
      const at = this.#rows.findIndex(({ grade }) => grade === 'waiting')
      const row = this.#rows[at]
      if (row === undefined || this.#isCancelled) break
      this.#put({ ...row, grade: 'judging' })
      this.#put(await this.#judged(row))
    }
    this.isRunning = false
    this.#world.changed()
  }

  async #judged(row: Row): Promise<Row> {
    const { submission, file } = row
    if (submission === undefined) return unreadable(file, row.why)
    let exercise: Exercise | undefined
    try {
      exercise = this.#own.get(submission.exercise) ?? (await this.#world.fetchExercise(submission.exercise))
    } catch {
      return { ...row, grade: 'broken', why: 'The exercise could not be fetched: the network may be away.' }
    }
    if (exercise === undefined)
      return { ...row, grade: 'unreadable', why: 'This site has no such exercise: drop its file beside the receipt.' }
    const judged = await this.#world.judges.judge(exercise, submission)
    if (judged.kind === 'dropped') return row
    return judged.kind === 'judged' ? judgedRow(row, judged.verdict) : { ...row, grade: 'broken', why: judged.message }
  }

  #put(row: Row): void {
    this.#become(this.#rows.map((one) => (one.file === row.file ? row : one)))
  }

  #become(rows: readonly Row[]): void {
    this.#rows = rows
    this.#world.changed()
  }
}

async function readRow({ path, size, bytes }: Given): Promise<Row> {
  if (size > longestReceipt) return unreadable(path, 'it is longer than any receipt')
  try {
    return rowOf(path, new TextDecoder().decode(await bytes()))
  } catch {
    return unreadable(path, 'the browser cannot read it')
  }
}
