import { parseFields } from './csv.ts'
import type { Mount } from './mount.ts'
import { quoteGo } from './quote.ts'
import { suggestion } from './suggest.ts'

export type * from './mount.ts'

/** How a value is expanded; without it values are taken as they are. */
export type ExpandValue = (text: string) => { readonly value: string; readonly error?: string }

type MountType = Mount['type']

const types: readonly MountType[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh']
const sharings = ['shared', 'private', 'locked'] as const
const keys = [
  'type',
  'from',
  'source',
  'target',
  'readonly',
  'id',
  'sharing',
  'required',
  'size',
  'mode',
  'uid',
  'gid',
  'src',
  'dst',
  'destination',
  'ro',
  'rw',
  'readwrite',
  'env',
]

interface Draft {
  type: MountType
  target: string
  from: string
  source: string
  id: string
  readOnly: boolean | undefined
  sharing: 'shared' | 'private' | 'locked' | undefined
  required: boolean
  size: number
  mode: number | undefined
  uid: number | undefined
  gid: number | undefined
  env: string | undefined
}

/**
 * Reads the value of a `--mount`: fields separated by commas, in double quotes where they hold one, keys in any case. Each value is
 * expanded on its own. `required` and `size` are judged by the type seen so far, as the builder does.
 * Source: moby/buildkit frontend/dockerfile/instructions/commands_runmount.go; messages from a recorded docker.
 */
export function parseMount(value: string, expand?: ExpandValue): Mount | { readonly error: string } {
  const fields = parseFields(value, 'mounts')
  if ('error' in fields) return fields
  const draft = emptyDraft()
  for (const field of fields.values) {
    const error = readField(draft, field, expand)
    if (error !== undefined) return { error }
  }
  const error = checkWhole(draft)
  return error === undefined ? finish(draft) : { error }
}

/** What is wrong with a `--mount` before anything is expanded: its commas and quotes, and a variable in `from`. */
export function checkMountEarly(value: string): string | undefined {
  const fields = parseFields(value, 'mounts')
  if ('error' in fields) return fields.error
  for (const field of fields.values) {
    const equals = field.indexOf('=')
    if (equals !== -1 && field.slice(0, equals).toLowerCase() === 'from' && /\$./.test(field.slice(equals + 1)))
      return "'from' doesn't support variable expansion, define alias stage instead"
  }
  return undefined
}

function emptyDraft(): Draft {
  return {
    type: 'bind',
    target: '',
    from: '',
    source: '',
    id: '',
    readOnly: undefined,
    sharing: undefined,
    required: false,
    size: 0,
    mode: undefined,
    uid: undefined,
    gid: undefined,
    env: undefined,
  }
}

function readField(draft: Draft, field: string, expand: ExpandValue | undefined): string | undefined {
  const equals = field.indexOf('=')
  const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase()
  if (equals === -1) return readBareKey(draft, key, field)
  const expanded = expand?.(field.slice(equals + 1)) ?? { value: field.slice(equals + 1) }
  return expanded.error ?? readValue(draft, key, expanded.value, field)
}

function readBareKey(draft: Draft, key: string, field: string): string | undefined {
  switch (key) {
    case 'ro':
    case 'readonly':
      draft.readOnly = true
      return undefined
    case 'rw':
    case 'readwrite':
      draft.readOnly = false
      return undefined
    case 'required':
      if (!mayBeRequired(draft)) return unexpectedFor(key, draft.type)
      draft.required = true
      return undefined
    default:
      return `invalid field '${field}' must be a key=value pair`
  }
}

function readValue(draft: Draft, key: string, value: string, field: string): string | undefined {
  switch (key) {
    case 'type': {
      const type = types.find((known) => known === value.toLowerCase())
      if (type === undefined)
        return `unsupported mount type ${quoteGo(value)}${suggestion(value, types, { ignoreCase: false })}`
      draft.type = type
      return undefined
    }
    case 'from':
      draft.from = value
      return undefined
    case 'source':
    case 'src':
      draft.source = value
      return undefined
    case 'target':
    case 'dst':
    case 'destination':
      draft.target = value
      return undefined
    case 'id':
      draft.id = value
      return undefined
    case 'env':
      draft.env = value
      return undefined
    case 'sharing':
      draft.sharing = sharings.find((known) => known === value.toLowerCase())
      if (draft.sharing !== undefined) return undefined
      return `unsupported sharing value ${quoteGo(value)}${suggestion(value, sharings, { ignoreCase: false })}`
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
    case 'required':
      return readSwitch(draft, key, value)
    case 'size':
    case 'mode':
    case 'uid':
    case 'gid':
      return readNumber(draft, key, value)
    default:
      return `unexpected key '${key}' in '${field}'${suggestion(key, keys, { ignoreCase: false })}`
  }
}

function readSwitch(
  draft: Draft,
  key: 'readonly' | 'ro' | 'readwrite' | 'rw' | 'required',
  value: string,
): string | undefined {
  if (key === 'required' && !mayBeRequired(draft)) return unexpectedFor(key, draft.type)
  const on = parseBoolean(value)
  if (on === undefined) return `invalid value for ${key}: ${value}`
  if (key === 'required') draft.required = on
  else draft.readOnly = key === 'ro' || key === 'readonly' ? on : !on
  return undefined
}

function readNumber(draft: Draft, key: 'size' | 'mode' | 'uid' | 'gid', value: string): string | undefined {
  if (key === 'size') {
    if (draft.type !== 'tmpfs') return unexpectedFor(key, draft.type)
    const size = parseSize(value)
    if (size === undefined) return `invalid value for size: ${value}`
    draft.size = size
    return undefined
  }
  const digits = key === 'mode' ? /^[0-7]+$/ : /^[0-9]+$/
  const number = digits.test(value) ? Number.parseInt(value, key === 'mode' ? 8 : 10) : Number.NaN
  if (!(number < 2 ** 32)) return `invalid value ${value} for ${key}`
  draft[key] = number
  return undefined
}

function mayBeRequired(draft: Draft): boolean {
  return draft.type === 'secret' || draft.type === 'ssh'
}

function unexpectedFor(key: string, type: MountType): string {
  return `unexpected key '${key}' for mount type '${type}'`
}

/** The value of a text that Go's strconv.ParseBool takes. */
export function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined
}

/** Bytes of a size such as `64m` or `1.5 GiB`, in powers of 1024. Source: docker/go-units, RAMInBytes. */
function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+|\d+\.) ?(?:([kmgtp])?(i?b)?)?$/i.exec(text)
  if (match === null) return undefined
  const unit = (match[2] ?? '').toLowerCase()
  if (unit === '' && /^i/i.test(match[3] ?? '')) return undefined
  const power = unit === '' ? 0 : 'kmgtp'.indexOf(unit) + 1
  return Math.trunc(Number(match[1]) * 1024 ** power)
}

function checkWhole(draft: Draft): string | undefined {
  const { type } = draft
  const owned = type === 'secret' || type === 'ssh' || type === 'cache'
  for (const key of ['mode', 'uid', 'gid'] as const)
    if (!owned && draft[key] !== undefined) return `${key} not allowed for ${quoteGo(type)} type mounts`
  if (type === 'secret') return checkSecret(draft)
  if (type !== 'cache' && draft.sharing !== undefined) return `invalid cache sharing set for ${type} mount`
  return undefined
}

function checkSecret(draft: Draft): string | undefined {
  if (draft.from !== '') return 'secret mount should not have a from'
  if (draft.sharing !== undefined) return 'secret mount should not define sharing'
  if (draft.source === '' && draft.target === '' && draft.id === '')
    return 'invalid secret mount. one of source, target required'
  if (draft.source !== '' && draft.id !== '') return "both source and id can't be set"
  return undefined
}

function finish(draft: Draft): Mount {
  const { type, target, from, source, id } = draft
  const readOnly = draft.readOnly ?? (type !== 'cache' && type !== 'tmpfs')
  const common = { target, from, source, id, readOnly }
  const owner = {
    ...(draft.mode === undefined ? {} : { mode: draft.mode }),
    ...(draft.uid === undefined ? {} : { uid: draft.uid }),
    ...(draft.gid === undefined ? {} : { gid: draft.gid }),
  }
  switch (type) {
    case 'bind':
      return { type, ...common }
    case 'cache':
      return { type, ...common, ...owner, ...(draft.sharing === undefined ? {} : { sharing: draft.sharing }) }
    case 'tmpfs':
      return { type, ...common, size: draft.size }
    case 'secret':
      return {
        type,
        ...common,
        ...owner,
        required: draft.required,
        ...(draft.env === undefined ? {} : { env: draft.env }),
      }
    case 'ssh':
      return { type, ...common, ...owner, required: draft.required }
  }
}
