import { parseDuration } from '../dockerfile/durations.ts'
import type { Flag } from './flags.ts'

/** What is wrong with the value of a flag, as docker says it before it prints the usage. Source: spf13/pflag; docker/cli, opts; a real docker. */
export function wrongValue(flag: Flag, value: string): string | undefined {
  const reason = reasonOf(flag, value)
  const names = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`
  return reason === undefined ? undefined : `invalid argument ${JSON.stringify(value)} for "${names}" flag: ${reason}`
}

function reasonOf({ kind, type, name }: Flag, value: string): string | undefined {
  if (kind === 'switch') return isBoolean(value) ? undefined : parsing('Bool', value)
  switch (type) {
    case 'int':
      return /^[+-]?(0x[\da-f]+|\d+)$/i.test(value) ? undefined : parsing('Int', value)
    case 'uint16':
      return /^\d+$/.test(value) ? undefined : parsing('Uint', value)
    case 'bytes':
      return /^-?\d+(\.\d+)? ?([kmgtp]i?b?|b)?$/i.test(value) ? undefined : `invalid size: '${value}'`
    case 'decimal':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)
        ? undefined
        : `failed to parse ${value} as a rational number`
    case 'duration':
      return wrongDuration(value)
    case 'ulimit':
      return value.includes('=') ? undefined : `invalid ulimit argument: ${value}`
    case 'mount':
      return wrongMount(value)
    case 'list':
      return wrongInList(name, value)
    default:
      return undefined
  }
}

function parsing(kind: string, value: string): string {
  return `strconv.Parse${kind}: parsing ${JSON.stringify(value)}: invalid syntax`
}

/** Whether Go reads a text as yes or no. */
function isBoolean(value: string): boolean {
  return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
}

function wrongDuration(value: string): string | undefined {
  const read = parseDuration(value)
  return typeof read === 'number' ? undefined : read.error
}

function wrongMount(value: string): string | undefined {
  const fields = value.split(',').map((field) => field.split('=') as readonly string[])
  const alone = fields.find(([name = '', ...rest]) => rest.length === 0 && !/^(readonly|ro|volume-nocopy)$/.test(name))
  if (alone !== undefined) return `invalid field '${alone[0]}' must be a key=value pair`
  return fields.some(([name = '']) => /^(target|dst|destination)$/.test(name)) ? undefined : 'target is required'
}

function wrongInList(name: string, value: string): string | undefined {
  if (name === 'env' && value.startsWith('=')) return `invalid environment variable: ${value}`
  if (name === 'dns' && !isAddress(value)) return `IP address is not correctly formatted: ${value}`
  if (name !== 'add-host') return undefined
  const [, host = '', address = ''] = /^([^:=]*)[:=](.*)$/.exec(value) ?? []
  if (host === '' || address === '') return `bad format for add-host: ${JSON.stringify(value)}`
  return isAddress(address.replace(/^\[(.*)\]$/, '$1')) || address === 'host-gateway'
    ? undefined
    : `invalid IP address in add-host: ${JSON.stringify(address)}`
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[\da-f]*:[\da-f:.]+$/i.test(text)
}
