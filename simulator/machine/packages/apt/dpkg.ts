import { exists, lstat, readlink } from '../../files.ts'
import type { Process } from '../../process.ts'
import { matchesPattern } from '../../programs/pattern.ts'
import { compileRegex, type Regex } from '../../programs/regex/regex.ts'
import { RegexError } from '../../programs/regex/syntax.ts'
import { complain, notSimulated, say, tool } from '../console.ts'
import { placeLink } from '../placing.ts'
import { archiveOf } from './archive.ts'
import { pathsOf, readAutomatic, readInstalled, writeAutomatic } from './database.ts'
import { indexDay } from './lists.ts'

/** `dpkg` and `dpkg-query`: ask the package database. */
export const dpkg = tool({
  names: ['dpkg', 'dpkg-query'],
  summary: 'Asks the database of installed Debian packages.',
  exact: '--print-architecture, -l, -s, -L and -W with formats.',
  modelled: '-S knows the files of packages that were installed here, and whose the C library is.',
  missing: 'Installing .deb files; fields of -W other than names, versions, architecture and status.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const [command, ...names] = words.filter((word) => !word.startsWith('--admindir'))
    const installed = readInstalled(process)
    const plain = names.filter((word) => !word.startsWith('-'))
    switch (command) {
      case '--print-architecture':
        say(process, process.machine.architecture)
        return 0
      case '--configure':
      case '--add-architecture':
        return 0
      case '-l':
      case '--list':
        return listPackages(process, installed, plain)
      case '-s':
      case '--status':
        return tellStatus(process, installed, plain)
      case '-L':
      case '--listfiles':
        for (const name of plain) say(process, '/.', ...(pathsOf(process, name) ?? []))
        return 0
      case '-W':
      case '--show':
        return showPackages(process, installed, names)
      case '-S':
      case '--search':
        return searchPaths(process, installed, plain)
      case '--version':
        say(process, "Debian 'dpkg' package management program version 1.21.22 (amd64).")
        return 0
      default:
        return notSimulated(process, `dpkg ${command ?? ''}`)
    }
  },
})

/** `dpkg-query -W`: a line, or what `-f` says, for each package. */
function showPackages(process: Process, installed: ReadonlyMap<string, string>, words: readonly string[]): number {
  let form = '${binary:Package}\\t${Version}\\n'
  const names: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-f' || word === '--showformat') form = words[++at] ?? ''
    else if (/^(-f=?|--showformat=)/.test(word)) form = word.replace(/^(-f=?|--showformat=)/, '')
    else if (!word.startsWith('-')) names.push(word)
  }
  for (const [name, version] of installed)
    if (names.length === 0 || names.includes(name)) {
      const fields: Readonly<Record<string, string>> = {
        Package: name,
        'binary:Package': name,
        Version: version,
        Architecture: process.machine.architecture,
        Status: 'install ok installed',
        'db:Status-Abbrev': 'ii ',
        'db:Status-Status': 'installed',
      }
      process.output.write(
        form
          .replace(/\$\{([^;}]+)(?:;-?\d+)?\}/g, (_, field: string) => fields[field] ?? '')
          .replaceAll('\\n', '\n')
          .replaceAll('\\t', '\t'),
      )
    }
  const missing = names.filter((name) => !installed.has(name))
  for (const name of missing) complain(process, `dpkg-query: no packages found matching ${name}`)
  return missing.length === 0 ? 0 : 1
}

/** `dpkg-query -S`: whose a path is. A pattern may begin or end with `*`; a word without a slash is a part of a path. */
function searchPaths(process: Process, installed: ReadonlyMap<string, string>, patterns: readonly string[]): number {
  let status = 0
  for (const pattern of patterns) {
    const isPart = !/[*?/]/.test(pattern)
    const plain = pattern.replace(/^\*|\*$/g, '')
    const fits = (path: string): boolean =>
      pattern.startsWith('*')
        ? path.endsWith(plain)
        : isPart || pattern.endsWith('*')
          ? path.includes(plain)
          : path === pattern
    const found = [...installed.keys()].flatMap((name) =>
      (pathsOf(process, name) ?? []).filter(fits).map((path) => `${name}: ${path}`),
    )
    if (/libc\.so\.6$|ld-linux/.test(plain) && installed.has('libc6'))
      found.push(`libc6:amd64: /usr/${plain.replace(/^\/|^usr\//, '')}`)
    if (found.length > 0) say(process, ...found)
    else {
      complain(process, `dpkg-query: no path found matching pattern ${pattern}`)
      status = 1
    }
  }
  return status
}

function listPackages(process: Process, installed: ReadonlyMap<string, string>, names: readonly string[]): number {
  const shown = [...installed]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (shown.length === 0) {
    complain(process, `dpkg-query: no packages found matching ${names[0] ?? '*'}`)
    return 1
  }
  say(
    process,
    'Desired=Unknown/Install/Remove/Purge/Hold',
    '| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend',
    '|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)',
  )
  say(
    process,
    '||/ Name           Version          Architecture Description',
    '+++-==============-================-============-===========',
  )
  say(
    process,
    ...shown.map(([name, version]) => `ii  ${name.padEnd(14)} ${version.padEnd(16)} amd64        `.trimEnd()),
  )
  return 0
}

function tellStatus(process: Process, installed: ReadonlyMap<string, string>, names: readonly string[]): number {
  for (const name of names) {
    const version = installed.get(name)
    if (version === undefined) {
      complain(
        process,
        `dpkg-query: package '${name}' is not installed and no information is available`,
        'Use dpkg --info (= dpkg-deb --info) to examine archive files.',
      )
      return 1
    }
    say(process, `Package: ${name}`, 'Status: install ok installed', 'Architecture: amd64', `Version: ${version}`, '')
  }
  return 0
}

/** `apt-mark`: which packages were asked for by name. */
export const aptMark = tool({
  names: ['apt-mark'],
  summary: 'Marks Debian packages as asked for by name or as only needed by others.',
  exact: 'showmanual, showauto, auto, manual.',
  missing: 'hold and unhold change nothing.',
  run: (process) => {
    const [command, ...words] = process.arguments.slice(1)
    const installed = readInstalled(process)
    const automatic = readAutomatic(process)
    const tests = words.map((word) => testOf(process, word))
    const matches = (name: string): boolean => tests.some((test) => test(name))
    switch (command) {
      case 'showmanual':
        say(process, ...[...installed.keys()].filter((name) => !automatic.has(name)).sort())
        return 0
      case 'showauto':
        say(process, ...[...automatic].sort())
        return 0
      case 'auto':
        for (const name of installed.keys()) if (matches(name)) automatic.add(name)
        break
      case 'manual':
        for (const name of [...automatic]) if (matches(name)) automatic.delete(name)
        break
      case 'hold':
      case 'unhold':
        return 0
      default:
        return notSimulated(process, `apt-mark ${command ?? ''}`)
    }
    writeAutomatic(process, automatic)
    for (const name of words)
      say(process, `${name} set to ${command === 'auto' ? 'automatically' : 'manually'} installed.`)
    return 0
  },
})

/** Which names a word of `apt-mark` stands for: one, or those that fit a pattern of the shell (`lib*`) or an expression (`.*`). */
function testOf(process: Process, word: string): (name: string) => boolean {
  const { budget } = process.machine
  if (!/[*^$]/.test(word)) return (name) => name === word
  const expression = expressionOf(process, word)
  return (name) => matchesPattern(word, name, budget) || expression?.find(name) !== undefined
}

function expressionOf(process: Process, word: string): Regex | undefined {
  try {
    return compileRegex(`^(${word})$`, { extended: true }, process.machine.budget)
  } catch (thrown) {
    if (thrown instanceof RegexError) return undefined
    throw thrown
  }
}

/** `apt-cache`: asks the index. */
export const aptCache = tool({
  names: ['apt-cache'],
  summary: 'Asks the index of Debian packages.',
  exact: 'policy, show and depends, from the index that is in the image.',
  missing: 'search and the rest.',
  run: (process) => {
    const [command, ...names] = process.arguments.slice(1)
    const archive = archiveOf(process)
    if (archive === undefined) return 100
    const day = indexDay(process)
    if (command !== 'policy' && command !== 'show' && command !== 'depends')
      return notSimulated(process, `apt-cache ${command ?? ''}`)
    for (const name of names) {
      const found = day === undefined ? undefined : archive.find(name, day)
      if (found === undefined) {
        if (command === 'show') complain(process, `N: Unable to locate package ${name}`)
        if (command !== 'policy') return 100
        continue
      }
      if (command === 'depends')
        say(
          process,
          name,
          ...found.depends.map((one) => `  Depends: ${one}`),
          ...found.recommends.map((one) => `  Recommends: ${one}`),
        )
      else if (command === 'show')
        say(
          process,
          `Package: ${name}`,
          `Version: ${found.version}`,
          `Installed-Size: ${found.installed / 1024}`,
          `Depends: ${found.depends.join(', ')}`,
          `Size: ${found.size}`,
          '',
        )
      else
        say(
          process,
          `${name}:`,
          `  Installed: ${readInstalled(process).get(name) ?? '(none)'}`,
          `  Candidate: ${found.version}`,
          '  Version table:',
          `     ${found.version} 500`,
        )
    }
    return 0
  },
})

/** `update-alternatives`: chooses what a common name stands for. */
export const updateAlternatives = tool({
  names: ['update-alternatives'],
  summary: 'Chooses which program a common name stands for.',
  exact: '--install makes the links; --set changes them; --display and --query tell.',
  missing: 'Priorities: the last that was installed is taken; slave links.',
  run: (process) => {
    const [command, ...words] = process.arguments.slice(1).filter((word) => word !== '--force' && word !== '--quiet')
    if (command === '--install') {
      const [link = '', name = '', path = ''] = words
      if (!exists(process, path)) {
        complain(process, `update-alternatives: error: alternative path ${path} doesn't exist`)
        return 2
      }
      placeLink(process, `/etc/alternatives/${name}`, path)
      if (
        lstat(process, link).value?.kind !== 'symlink' ||
        readlink(process, link).value !== `/etc/alternatives/${name}`
      )
        placeLink(process, link, `/etc/alternatives/${name}`)
      say(process, `update-alternatives: using ${path} to provide ${link} (${name}) in auto mode`)
      return 0
    }
    if (command === '--set') {
      const [name = '', path = ''] = words
      placeLink(process, `/etc/alternatives/${name}`, path)
      say(process, `update-alternatives: using ${path} to provide ${name} in manual mode`)
      return 0
    }
    if (command === '--display' || command === '--query') {
      const target = readlink(process, `/etc/alternatives/${words[0] ?? ''}`)
      if (target.errno !== undefined) {
        complain(process, `update-alternatives: error: no alternatives for ${words[0] ?? ''}`)
        return 2
      }
      say(process, `${words[0]} - auto mode`, `  link currently points to ${target.value}`)
      return 0
    }
    return notSimulated(process, `update-alternatives ${command ?? ''}`)
  },
})
