import { parseFields } from './csv.ts'
import { parseBoolean } from './mounts.ts'

/**
 * What is wrong with a `--device` of RUN: its first field is the device, after it only `required` may stand.
 * Source: moby/buildkit frontend/dockerfile/instructions/commands_rundevice.go; messages from a recorded docker.
 */
export function checkDevice(value: string): string | undefined {
  const fields = parseFields(value, 'devices')
  if ('error' in fields) return fields.error
  for (const field of fields.values.slice(1)) {
    const [key = '', ...rest] = field.split('=')
    const text = rest.length === 0 ? undefined : rest.join('=')
    if (key.toLowerCase() === 'required') {
      if (text !== undefined && parseBoolean(text) === undefined)
        return `invalid value for ${key.toLowerCase()}: ${text}`
    } else if (key.toLowerCase() !== 'name' || text === undefined) {
      return text === undefined
        ? `invalid field '${field}' must be a key=value pair`
        : `unexpected key '${key.toLowerCase()}' in '${field}'`
    }
  }
  return undefined
}
