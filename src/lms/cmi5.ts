import * as v from 'valibot'
import { isoDuration, type Verb, verbAddress } from '../embed/statements.ts'
import { type Memory, type Platform, packedMemory, type Report, seedOf, unpackedMemory } from './record.ts'

const text = v.pipe(v.string(), v.maxLength(10_000))
const agentSchema = v.looseObject({
  account: v.optional(v.looseObject({ homePage: text, name: text })),
  mbox: v.optional(text),
})
const launchSchema = v.looseObject({
  contextTemplate: v.optional(v.record(v.string(), v.unknown()), {}),
  launchMode: v.optional(v.picklist(['Normal', 'Browse', 'Review']), 'Normal'),
  masteryScore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
})
const tokenSchema = v.looseObject({ 'auth-token': text })

const cmi5Category = 'https://w3id.org/xapi/cmi5/context/categories/cmi5'
const moveOnCategory = 'https://w3id.org/xapi/cmi5/context/categories/moveon'
const sessionId = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid'
const longestState = 1_000_000

/** What a platform that speaks cmi5 puts into the address of a page. */
export interface Launch {
  readonly endpoint: string
  readonly fetch: string
  readonly registration: string
  readonly activityId: string
  readonly actor: v.InferOutput<typeof agentSchema>
}

/** The launch that an address holds; undefined where it holds none, or none that can be read. */
export function readLaunch(search: string): Launch | undefined {
  const values = new URLSearchParams(search)
  const [endpoint, fetch, registration, activityId, actor] = [
    'endpoint',
    'fetch',
    'registration',
    'activityId',
    'actor',
  ].map((name) => values.get(name) ?? '')
  if (!endpoint || !fetch || !registration || !activityId || !actor) return undefined
  if (!isWeb(endpoint) || !isWeb(fetch)) return undefined
  try {
    const read = v.safeParse(agentSchema, JSON.parse(actor))
    return read.success
      ? { endpoint: endpoint.replace(/\/?$/, '/'), fetch, registration, activityId, actor: read.output }
      : undefined
  } catch {
    return undefined
  }
}

function isWeb(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}

/** What a platform needs of the world: a clock, identifiers, a way to ask. */
export interface Cmi5World {
  readonly now: () => Date
  readonly uuid: () => string
  readonly fetch: (address: string, request: RequestInit) => Promise<Response>
}

/** A platform that speaks cmi5, with the record store that it names. */
export class Cmi5Platform implements Platform {
  readonly #launch: Launch
  readonly #world: Cmi5World
  #headers: Record<string, string> = {}
  #template: Record<string, unknown> = {}
  #isNormal = true
  #masteryScore: number | undefined
  #began = new Date(0)
  #done = { completed: false, passed: false, ended: false }
  readonly seed: string | undefined
  trouble: string | undefined

  constructor(launch: Launch, world: Cmi5World) {
    this.#launch = launch
    this.#world = world
    const name = launch.actor.account?.name ?? launch.actor.mbox
    this.seed = name === undefined ? undefined : seedOf(name)
  }

  async begin(): Promise<Memory> {
    this.#began = this.#world.now()
    try {
      const token = v.parse(tokenSchema, await (await this.#world.fetch(this.#launch.fetch, { method: 'POST' })).json())
      this.#headers = {
        authorization: `Basic ${token['auth-token']}`,
        'x-experience-api-version': '1.0.3',
        'content-type': 'application/json',
      }
      const launch = v.parse(launchSchema, await (await this.#ask('GET', this.#stateAddress('LMS.LaunchData'))).json())
      this.#template = launch.contextTemplate
      this.#isNormal = launch.launchMode === 'Normal'
      this.#masteryScore = launch.masteryScore
      await this.#state('initialized', {}, false)
      const left = await this.#ask('GET', this.#stateAddress('layerwise'))
      const memory = left.ok ? unpackedMemory(await left.text()) : { attempts: 0 }
      this.#done = { ...this.#done, completed: memory.best === 1, passed: memory.best === 1 }
      return memory
    } catch {
      this.trouble = 'The learning platform did not open a record of this visit.'
      return { attempts: 0 }
    }
  }

  async keep(memory: Memory): Promise<void> {
    if (!this.#isNormal) return
    const { text: body, whole } = packedMemory(memory, longestState)
    const address = this.#stateAddress('layerwise')
    if (!whole)
      this.trouble = 'What you have made is too long for the learning platform to keep; your result is reported.'
    try {
      const answer = await this.#ask('PUT', address, body)
      if (!answer.ok) this.trouble = 'The learning platform did not store your work.'
    } catch {
      this.trouble = 'The learning platform did not store your work.'
    }
  }

  async report({ score, passed }: Report, memory: Memory): Promise<void> {
    const good = passed && score.scaled >= (this.#masteryScore ?? 0)
    // Each of these is said once in a registration: a course that was passed stays so.
    if (good && !this.#done.passed) {
      this.#done.passed = true
      await this.#state('passed', { score, success: true, duration: this.#duration() }, true)
    }
    if (good && !this.#done.completed) {
      this.#done.completed = true
      await this.#state('completed', { completion: true, duration: this.#duration() }, true)
    }
    await this.keep(memory)
  }

  end(memory: Memory): void {
    if (this.#done.ended) return
    this.#done.ended = true
    void this.keep(memory)
    void this.#state('terminated', { duration: this.#duration() }, false)
  }

  #duration(): string {
    return isoDuration((this.#world.now().getTime() - this.#began.getTime()) / 1000)
  }

  async #state(verb: Verb, result: Readonly<Record<string, unknown>>, movesOn: boolean): Promise<void> {
    if (!this.#isNormal && verb !== 'initialized' && verb !== 'terminated') return
    const statement = {
      id: this.#world.uuid(),
      timestamp: this.#world.now().toISOString(),
      actor: this.#launch.actor,
      verb: { id: verbAddress(verb), display: { en: verb } },
      object: { objectType: 'Activity', id: this.#launch.activityId },
      ...(Object.keys(result).length === 0 ? {} : { result }),
      context: this.#context(movesOn),
    }
    try {
      const answer = await this.#ask('POST', `${this.#launch.endpoint}statements`, JSON.stringify(statement))
      if (!answer.ok) this.trouble = `The learning platform did not take the statement “${verb}”.`
    } catch {
      this.trouble = `The learning platform did not take the statement “${verb}”.`
    }
  }

  /** The context that the platform gave as a template, with the categories that cmi5 wants. */
  #context(movesOn: boolean): Readonly<Record<string, unknown>> {
    const given = membersOf(this.#template.contextActivities)
    const category = Array.isArray(given.category) ? given.category : []
    const own = [{ id: cmi5Category }, ...(movesOn ? [{ id: moveOnCategory }] : [])]
    const extensions = membersOf(this.#template.extensions)
    return {
      ...this.#template,
      registration: this.#launch.registration,
      contextActivities: { ...given, category: [...category, ...own] },
      extensions: { ...extensions, ...(sessionId in extensions ? {} : { [sessionId]: this.#launch.registration }) },
    }
  }

  #stateAddress(name: string): string {
    const query = new URLSearchParams({
      activityId: this.#launch.activityId,
      agent: JSON.stringify(this.#launch.actor),
      registration: this.#launch.registration,
      stateId: name,
    })
    return `${this.#launch.endpoint}activities/state?${query}`
  }

  /** `keepalive`: a page that is going still sends it. */
  #ask(method: string, address: string, body?: string): Promise<Response> {
    const small = body === undefined || body.length < 60_000
    return this.#world.fetch(address, {
      method,
      headers: this.#headers,
      keepalive: small,
      ...(body === undefined ? {} : { body }),
    })
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
