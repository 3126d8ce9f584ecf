import { publicHosts } from '../../../values/hosts.ts'
import { exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { builtIdentity, sourcesBelow } from '../built.ts'
import { complain, download, hasNetwork, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import { buildersTable } from './figures.ts'

/** `gradle`: builds Java projects from a build.gradle. */
export const gradle = tool({
  names: ['gradle'],
  summary: 'Builds a Java project from its build.gradle.',
  exact: 'The project’s name and version, its jar, what stays in the user’s Gradle folder.',
  modelled: 'Sizes of a small Spring Boot service: a jar of 22.5 MB, 165 MB of downloads and caches.',
  missing:
    'Compiling: sources are not checked. Tasks other than clean, build, assemble, jar, bootJar, test, dependencies.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words.includes('--version') || words.includes('-v')) {
      say(process, 'Gradle 9.2.1')
      return 0
    }
    const tasks = words.filter((word, at) => !word.startsWith('-') && words[at - 1] !== '-x')
    const unknown = tasks.find(
      (task) => !/^:?(clean|build|assemble|jar|bootJar|test|check|dependencies|classes|resolve\w*)$/.test(task),
    )
    return unknown === undefined ? build(process, tasks, words) : notSimulated(process, `gradle ${unknown}`)
  },
})

function build(process: Process, tasks: readonly string[], words: readonly string[]): number {
  const root = process.directory === '/' ? '' : process.directory
  const script = ['build.gradle', 'build.gradle.kts']
    .map((name) => readTextFile(process, `${root}/${name}`).value)
    .find((text) => text !== undefined)
  if (script === undefined) {
    complain(
      process,
      'FAILURE: Build failed with an exception.',
      '',
      '* What went wrong:',
      `Directory '${process.directory}' does not contain a Gradle build.`,
    )
    return 1
  }
  if (findProgram(process, 'java').value === undefined) {
    complain(process, "ERROR: JAVA_HOME is not set and no 'java' command could be found in your PATH.")
    return 1
  }
  const table = buildersTable(process, 'go')
  if (table === undefined) return 1
  const source = 'estimate: a small Spring Boot service'
  const home = process.environment.get('GRADLE_USER_HOME') ?? `${process.environment.get('HOME') ?? '/root'}/.gradle`
  const cache = `${home}/caches/.other-files`
  if (!exists(process, cache)) {
    if (words.includes('--offline') || !hasNetwork(process)) {
      complain(
        process,
        'FAILURE: Build failed with an exception.',
        '',
        '* What went wrong:',
        "Could not resolve all files for configuration ':compileClasspath'.",
        `   > ${publicHosts.maven}: Temporary failure in name resolution`,
      )
      return 1
    }
    placeFile(
      process,
      cache,
      sized({ identity: 'gradle:caches', size: table.gradle.gradleUserHome.bytes, kind: 'packed', source }),
    )
    download(process, table.gradle.gradleUserHome.bytes * 0.5)
    work(process, 25_000)
  }
  if (tasks.includes('clean')) removeAll(process, `${root}/build`)
  if (tasks.some((task) => /build|assemble|[jJ]ar/.test(task))) {
    const settings =
      readTextFile(process, `${root}/settings.gradle`).value ??
      readTextFile(process, `${root}/settings.gradle.kts`).value ??
      ''
    const name = /rootProject\.name\s*=\s*['"]([^'"]+)['"]/.exec(settings)?.[1] ?? (root.split('/').at(-1) || 'app')
    const version = /^\s*version\s*=?\s*['"]([^'"]+)['"]/m.exec(script)?.[1]
    const isBoot = script.includes('org.springframework.boot')
    const sources = sourcesBelow(process, `${root}/src/main`, () => true)
    const identity = builtIdentity(`${isBoot ? 'runnable-jar' : 'jar'} ${name}`, sources)
    const jar = `${root}/build/libs/${name}${version === undefined ? '' : `-${version}`}.jar`
    const size = isBoot ? table.gradle.bootJar : 6_000
    placeFile(process, jar, sized({ identity, size, kind: 'packed', source }))
    if (isBoot)
      placeFile(
        process,
        jar.replace(/\.jar$/, '-plain.jar'),
        sized({ identity: `${identity} without libraries`, size: 6_000, kind: 'packed', source }),
      )
    const rest = isBoot ? table.gradle.buildDirectory - table.gradle.bootJar - 6_000 : 40_000
    placeFile(
      process,
      `${root}/build/.other-files`,
      sized({ identity: `${identity} classes`, size: rest, kind: 'binary', source }),
    )
    work(process, 8_000)
  }
  tellModel(process, 'gradle: sizes are those of a small Spring Boot service.')
  say(process, '', 'BUILD SUCCESSFUL in 12s', '6 actionable tasks: 6 executed')
  return 0
}
