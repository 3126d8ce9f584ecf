import { hasPower } from '../powers.ts'
import { findProgram } from '../run.ts'
import { resolveUser } from '../users.ts'
import { complain, say, tool } from './console.ts'

/** Start scripts of official images: they prepare and then run what they are given. */
export const entrypoint = tool({
  names: ['entrypoint', 'tini', 'dumb-init'],
  summary: 'Starts the command that it is given.',
  exact: 'The command runs in its place.',
  missing: 'What the start scripts of images prepare before.',
  modelled: 'tini and dumb-init pass signals on to the command, the scripts let it take their place.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const first = words.findIndex((word) => !word.startsWith('-'))
    const self = process.machine.life?.processes.findLast((one) => one.id === process.id)
    const isScript = /entrypoint/.test(process.arguments[0] ?? '')
    if (self !== undefined && !isScript) self.forwards = true
    return first === -1 ? 0 : process.run({ arguments: words.slice(first), takesOver: isScript })
  },
})

/** The start script of the Node images: words that are no command are node's. */
export const nodeEntrypoint = tool({
  names: ['node-entrypoint'],
  summary: 'Starts the command that it is given, or node with the words.',
  exact: 'A first word that begins with a dash or is no command goes to node.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const [first = ''] = words
    const isCommand = !first.startsWith('-') && findProgram(process, first).errno === undefined
    return process.run({ arguments: isCommand ? words : ['node', ...words], takesOver: true })
  },
})

/** `gosu`, `su-exec` and `sudo`: run a command as somebody else. */
export const otherUser = tool({
  names: ['gosu', 'su-exec', 'sudo'],
  summary: 'Runs a command as another user.',
  exact: 'The user is looked up in /etc/passwd and /etc/group.',
  missing: 'Rules and passwords of sudo.',
  run: (process) => {
    const isSudo = (process.arguments[0] ?? '').endsWith('sudo')
    const words = process.arguments.slice(1)
    const [first = '', ...rest] = words
    const asked = isSudo
      ? first === '-u'
        ? [rest[0] ?? 'root', ...rest.slice(1)]
        : ['root', ...words.filter((word) => word !== '-E' && word !== '-n')]
      : words
    const [name = '', ...command] = asked
    if (isSudo && process.user.uid !== 0) {
      complain(
        process,
        'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
        'sudo: a password is required',
      )
      return 1
    }
    const resolved = resolveUser(process.machine.draft.current, name)
    if ('message' in resolved) {
      complain(process, `error: failed switching to "${name}": ${resolved.message}`)
      return 1
    }
    if (!isSudo && !(hasPower(process.user, 'SETGID') && hasPower(process.user, 'SETUID'))) {
      complain(process, `error: failed switching to "${name}": operation not permitted`)
      return 1
    }
    return process.run({
      arguments: command,
      takesOver: !isSudo,
      user: resolved.found.user,
      environment: new Map([...process.environment, ['HOME', resolved.found.home]]),
    })
  },
})

/** Says where Java lies, as the script of the old openjdk images does. */
export const dockerJavaHome = tool({
  names: ['docker-java-home'],
  summary: 'Prints JAVA_HOME.',
  exact: 'All of it.',
  run: (process) => {
    say(process, process.environment.get('JAVA_HOME') ?? '')
    return 0
  },
})

const versions: Readonly<Record<string, string>> = {
  git: 'git version 2.39.5',
  openssl: 'OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)',
  cmake: 'cmake version 3.25.1',
  ffmpeg: 'ffmpeg version 5.1.6-0+deb12u1',
  gpg: 'gpg (GnuPG) 2.2.40',
  convert: 'Version: ImageMagick 6.9.11-60 Q16 x86_64',
  ssh: 'OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.17',
  psql: 'psql (PostgreSQL) 15.13',
  sqlite3: '3.40.1',
  rustc: 'rustc 1.95.0',
  perl: 'This is perl 5, version 36, subversion 0 (v5.36.0)',
  ruby: 'ruby 3.1.2',
  php: 'PHP 8.2.29 (cli)',
}

/** Programs that are there to be installed; they tell their version and no more. */
export const versionTellers = Object.entries(versions).map(([name, version]) =>
  tool({
    names: [name],
    summary: `Tells the version of ${name}.`,
    exact: 'That it is there.',
    modelled: 'The version is that of Debian 12, whatever the image.',
    missing: 'All that it is for.',
    run: (process) => {
      if (process.arguments.slice(1).some((word) => /^(--?version|-[vV])$|^version$/.test(word))) {
        say(process, version)
        return 0
      }
      process.machine.note({
        kind: 'not-simulated',
        message: `"${name}" exists in this image, but all that is simulated of it is telling its version.`,
      })
      complain(process, `${name}: not simulated`)
      return 1
    },
  }),
)
