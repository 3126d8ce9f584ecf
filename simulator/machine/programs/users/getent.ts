import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { linesIn } from '../bytes.ts'
import { end, program } from '../program.ts'

const files: Readonly<Record<string, string>> = {
  passwd: '/etc/passwd',
  group: '/etc/group',
  shadow: '/etc/shadow',
  gshadow: '/etc/gshadow',
  hosts: '/etc/hosts',
  ahosts: '/etc/hosts',
  ahostsv4: '/etc/hosts',
  services: '/etc/services',
  protocols: '/etc/protocols',
}

/** `getent`: asks the databases of users, groups and hosts. */
export const getent = program({
  names: ['getent'],
  summary: 'Asks for entries of users, groups, hosts and services.',
  missing: 'Names of hosts that /etc/hosts does not hold: there is no name server.',
  run: (process) => {
    const [database, ...keys] = process.arguments.slice(1).filter((word) => !/^-[is]|^--/.test(word))
    const advice = "Try `getent --help' or `getent --usage' for more information.\n"
    if (database === undefined) {
      process.errors.write('getent: wrong number of arguments\n')
      process.output.write(advice)
      return 1
    }
    const path = files[database]
    if (path === undefined) {
      process.errors.write(`Unknown database: ${database}\n`)
      process.output.write(advice)
      return 1
    }
    const text = readTextFile(process, path)
    const lines =
      text.errno === undefined ? linesIn(text.value).filter((line) => line !== '' && !line.startsWith('#')) : []
    if (database.includes('hosts')) return hosts(process, database, lines, keys)
    if (keys.length === 0) {
      for (const line of lines) process.output.write(`${line}\n`)
      return 0
    }
    let status = 0
    for (const key of keys) {
      const found = lines.find((line) => isEntryOf(line, database, key))
      if (found === undefined) status = 2
      else process.output.write(`${found}\n`)
    }
    return status
  },
})

function isEntryOf(line: string, database: string, key: string): boolean {
  if (database === 'services' || database === 'protocols') return line.split(/\s+/)[0] === key
  const fields = line.split(':')
  return isNumber(key) && (database === 'passwd' || database === 'group') ? fields[2] === key : fields[0] === key
}

function hosts(process: Process, database: string, lines: readonly string[], keys: readonly string[]): number {
  const rows = lines.map((line) => line.split(/\s+/).filter((part) => part !== ''))
  if (keys.length === 0) {
    for (const [address = '', ...names] of rows) process.output.write(`${address.padEnd(15)} ${names.join(' ')}\n`)
    return 0
  }
  let status = 0
  for (const key of keys) {
    const found = rows.filter((row) => row.includes(key))
    // The address of the newer kind counts first.
    const row = found.find(([address]) => address?.includes(':') === true && database === 'hosts') ?? found[0]
    if (row === undefined) status = 2
    else process.output.write(`${(row[0] ?? '').padEnd(15)} ${row.slice(1).join(' ')}\n`)
  }
  return status === 0 ? 0 : end(status)
}
