import type { ProcedureStep } from '../../simulator/exercises.ts'
import type { Draft, Goal, GoalKind } from './draft.ts'

/** The kinds of goals, in the order in which they are offered, with what each is called. */
export const goalKinds: readonly { readonly kind: GoalKind; readonly name: string }[] = [
  { kind: 'builds', name: 'It builds' },
  { kind: 'size', name: 'A size is at most …' },
  { kind: 'layers', name: 'The image has at most … layers' },
  { kind: 'file', name: 'A file is there, is not there, or holds a text' },
  { kind: 'step', name: 'A step is cached after a file was edited' },
  { kind: 'answers', name: 'It answers a request' },
  { kind: 'user', name: 'It does not run as root' },
  { kind: 'lint', name: 'A check finds nothing' },
  { kind: 'trace', name: 'A text is nowhere in what ships' },
  { kind: 'claim', name: 'Another claim, in YAML' },
]

/** A goal of a kind as it begins. */
export function newGoal(kind: GoalKind, id: string, { files, dockerfile }: Pick<Draft, 'files' | 'dockerfile'>): Goal {
  const head = { id, say: '', hints: [], isBonus: false, lesson: '' }
  switch (kind) {
    case 'builds':
    case 'user':
      return { ...head, kind }
    case 'size':
      return { ...head, kind, of: 'image', most: '100 MB' }
    case 'layers':
      return { ...head, kind, most: '3' }
    case 'file':
      return { ...head, kind, path: '/app/.env', where: 'any', is: 'absent', text: '' }
    case 'step':
      return {
        ...head,
        kind,
        match: 'RUN ',
        edit: files.find(({ path }) => path !== dockerfile)?.path ?? dockerfile,
        is: 'CACHED',
      }
    case 'answers':
      return { ...head, kind, port: '8080', path: '/', text: '' }
    case 'lint':
      return { ...head, kind, rule: 'all' }
    case 'trace':
      return { ...head, kind, needle: '' }
    case 'claim':
      return { ...head, kind, yaml: 'size: { of: b1.image, lt: start.image }' }
  }
}

const sizes = {
  image: 'The image',
  new: 'What you add to the base image',
  context: 'What is sent to the builder',
} as const

/** A goal in words, for an author who gives none. */
export function goalText(goal: Goal): string {
  if (goal.say.trim() !== '') return goal.say
  switch (goal.kind) {
    case 'builds':
      return 'It builds'
    case 'size':
      return `${sizes[goal.of]} is at most ${goal.most}`
    case 'layers':
      return `The image has at most ${goal.most} layers`
    case 'file': {
      const place = goal.where === 'any' ? 'any layer' : 'the image'
      if (goal.is === 'contains') return `${goal.path} holds “${goal.text}”`
      return goal.is === 'there' ? `${goal.path} is in ${place}` : `${goal.path} is not in ${place}`
    }
    case 'step':
      return `\`${goal.match.trim()}\` ${goal.is === 'CACHED' ? 'comes from the cache' : 'runs again'} when ${goal.edit} has changed`
    case 'answers':
      return `It answers GET ${goal.path === '' ? '/' : goal.path} on port ${goal.port}${goal.text === '' ? '' : ` with “${goal.text}”`}`
    case 'user':
      return 'It does not run as root'
    case 'lint':
      return goal.rule === 'all' ? 'No check finds anything' : `The check ${goal.rule} finds nothing`
    case 'trace':
      return `“${goal.needle}” is nowhere in what ships`
    case 'claim':
      return 'The claim holds'
  }
}

/** What is done with what was handed in so that the goals can be looked at, and under which names: builds, runs, requests. */
export interface Plan {
  readonly steps: readonly ProcedureStep[]
  /** The build after the edit of a file. */
  readonly buildAfter: ReadonlyMap<string, string>
  /** The request of a goal, by its id. */
  readonly requests: ReadonlyMap<string, string>
}

/** The procedure that some goals need: a build, another after each edit, a container for each port that is asked. */
export function planFor(goals: readonly Goal[], dockerfile: string, tag: string): Plan {
  const build = (as: string): ProcedureStep => ({
    build: { as, tag, ...(dockerfile === 'Dockerfile' ? {} : { file: dockerfile }) },
  })
  const steps: ProcedureStep[] = [build('b1')]
  const requests = new Map<string, string>()
  const runs = new Map<string, string>()
  for (const goal of goals) {
    if (goal.kind !== 'answers') continue
    const before = runs.get(goal.port)
    const run = before ?? `r${runs.size + 1}`
    if (before === undefined)
      steps.push({
        run: { as: run, image: tag, name: run, detach: true, publish: [`${goal.port}:${goal.port}`], wait: 15 },
      })
    runs.set(goal.port, run)
    const request = `h${requests.size + 1}`
    steps.push({
      http: { as: request, url: `localhost:${goal.port}${goal.path.startsWith('/') ? '' : '/'}${goal.path}` },
    })
    requests.set(goal.id, request)
  }
  const buildAfter = new Map<string, string>()
  for (const goal of goals) {
    if (goal.kind !== 'step' || buildAfter.has(goal.edit)) continue
    const name = `b${buildAfter.size + 2}`
    // A newline changes a file of any language and breaks none.
    steps.push({ edit: { path: goal.edit, append: '\n' } }, build(name))
    buildAfter.set(goal.edit, name)
  }
  return { steps, buildAfter, requests }
}

/** What a goal claims, as an entry of a check; a claim in YAML is given as it was read. */
export function claimOf(goal: Goal, { buildAfter, requests }: Plan, own: Readonly<Record<string, unknown>>): object {
  switch (goal.kind) {
    case 'builds':
      return { built: { build: 'b1' } }
    case 'size':
      return { size: { of: `b1.${goal.of}`, le: goal.most } }
    case 'layers':
      return { count: { of: 'b1.layers', le: /^\d+$/.test(goal.most) ? Number(goal.most) : goal.most } }
    case 'file':
      return {
        file: {
          in: `b1.${goal.where}`,
          path: goal.path,
          ...(goal.is === 'absent'
            ? { absent: true }
            : goal.is === 'there'
              ? { exists: true }
              : { contains: goal.text }),
        },
      }
    case 'step':
      return { step: { build: buildAfter.get(goal.edit) ?? 'b2', match: goal.match.trim(), is: goal.is } }
    case 'answers':
      return {
        http: {
          of: requests.get(goal.id) ?? 'h1',
          status: 200,
          ...(goal.text === '' ? {} : { matches: goal.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') }),
        },
      }
    case 'user':
      return { config: { of: 'b1', field: 'user', nonroot: true } }
    case 'lint':
      return { lint: { build: 'b1', rule: goal.rule } }
    case 'trace':
      return { trace: { build: 'b1', needle: goal.needle } }
    case 'claim':
      return own
  }
}
