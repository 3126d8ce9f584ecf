import { sha256Hex } from '../../../values/digest.ts'
import type { Process } from '../../process.ts'
import { readAccounts } from '../accounts.ts'
import { linesIn } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { readAll, textOfContent } from '../operands.ts'
import { type OptionTable, readOptions } from '../options.ts'
import { end, fail, printError, program } from '../program.ts'
import { accountFiles, accountLines, changeAccountLines, fieldsOf, today, withField } from './files.ts'

/** `passwd`: locks, unlocks or empties a password. */
export const passwd = program({
  names: ['passwd'],
  summary: 'Locks, unlocks or empties the password of a user.',
  missing: 'Asking for a password: in a build nobody answers.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'adeiluSq',
      long: { delete: 'd', expire: 'e', lock: 'l', unlock: 'u', status: 'S', quiet: 'q' },
      usage: flavour === 'gnu' ? '[options] [LOGIN]' : '[OPTIONS] [USER]',
    }
    const options = readOptions(process, flavour, table)
    const accounts = readAccounts(process)
    const own = accounts.users.find((user) => user.uid === process.user.uid)?.name ?? 'root'
    const name = options.operands[0] ?? own
    if (!accounts.users.some((user) => user.name === name))
      return fail(process, flavour === 'gnu' ? `user '${name}' does not exist` : `unknown user ${name}`)
    if (options.has('S')) return showStatus(process, name)
    const change = options.last('dlu')
    if (change === undefined) {
      if (flavour === 'busybox')
        process.output.write(`Changing password for ${name}\nNew password: \nRetype password: \n`)
      else
        process.errors.write(
          'New password: Password change has been aborted.\npasswd: Authentication token manipulation error\n',
        )
      printError(process, flavour === 'gnu' ? 'password unchanged' : `password for ${name} is unchanged`)
      return flavour === 'gnu' ? 10 : 1
    }
    const path = accountLines(process, accountFiles.shadow) === undefined ? accountFiles.passwd : accountFiles.shadow
    changeAccountLines(process, path, (lines) =>
      withField(lines, name, 1, (password) =>
        change === 'd'
          ? ''
          : change === 'l'
            ? password.startsWith('!')
              ? password
              : `!${password}`
            : password.replace(/^!/, ''),
      ),
    )
    const done = flavour === 'gnu' ? 'password changed.' : `password for ${name} changed by root`
    if (!options.has('q')) process.output.write(`passwd: ${done}\n`)
    return 0
  },
})

function showStatus(process: Process, name: string): number {
  const [, password = '', day = '0', least = '0', most = '99999', warn = '7'] =
    fieldsOf(accountLines(process, accountFiles.shadow), name) ?? []
  const state = password === '' ? 'NP' : /^[!*]/.test(password) ? 'L' : 'P'
  const changed = formatTime('%Y-%m-%d', { seconds: Number(day) * 86400, nanoseconds: 0 })
  process.output.write(`${name} ${state} ${changed} ${least} ${most} ${warn} -1\n`)
  return 0
}

/** `chpasswd`: sets passwords from lines of `user:password`. */
export const chpasswd = program({
  names: ['chpasswd'],
  summary: 'Sets passwords from lines of user:password.',
  modelled: 'The hash has the right form, but is not that of the password: its salt would be chance.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'c:emR:s:S',
      long: { 'crypt-method': 'c:', encrypted: 'e', md5: 'm', 'sha-rounds': 's:' },
      usage: '[options]',
    })
    const text = textOfContent(process, readAll(process, process.input), '-')
    if (text === undefined) return end(1)
    const users = readAccounts(process).users
    let status = 0
    linesIn(text).forEach((line, at) => {
      const [name = '', password] = [line.split(':')[0], line.slice(line.indexOf(':') + 1)]
      if (!line.includes(':')) {
        printError(process, `line ${at + 1}: missing new password`)
        status = 1
      } else if (!users.some((user) => user.name === name)) {
        printError(
          process,
          flavour === 'gnu' ? `(user ${name}) pam_chauthtok() failed, error:` : `unknown user ${name}`,
        )
        status = 1
      } else setPassword(process, name, options.has('e') ? password : hashed(process, password))
    })
    return status
  },
})

/** In the form of yescrypt. */
function hashed(process: Process, password: string): string {
  return `$y$j9T$${sha256Hex(`${process.machine.random()}`).slice(0, 22)}$${sha256Hex(password).slice(0, 43)}`
}

function setPassword(process: Process, name: string, hash: string): void {
  changeAccountLines(process, accountFiles.shadow, (lines) =>
    withField(
      withField(lines, name, 1, () => hash),
      name,
      2,
      () => `${today(process)}`,
    ),
  )
}
