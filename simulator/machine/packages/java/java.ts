import { readFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { startBuilt } from '../../services/start.ts'
import { builtIdentity, cardOfBuilt, type SourceFile } from '../built.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'

/** `java`: tells its version, and whether a jar could be started. */
export const java = tool({
  names: ['java'],
  summary: 'Runs Java programs.',
  exact:
    'The version, and which jar can be started: one that is missing and one without a main class fail as they do; what a jar of Spring Boot answers, when every line of its controllers was understood as it was built.',
  modelled: 'A service of Spring Boot needs 2.1 seconds until it listens; of its log the two lines that tell so.',
  missing: 'Running any other program, unless a behaviour card says what it does.',
  run: (process) => {
    work(process, 120)
    const words = process.arguments.slice(1)
    if (words.includes('-version')) {
      complain(process, ...versionLines(process))
      return 0
    }
    if (words.includes('--version')) {
      say(process, ...versionLines(process))
      return 0
    }
    const jar = words[words.indexOf('-jar') + 1]
    if (words.includes('-jar')) return runJar(process, jar)
    if (words.length === 0) {
      complain(process, 'Usage: java [options] <mainclass> [args...]')
      return 1
    }
    return notSimulated(process, `java ${words.join(' ')}`)
  },
})

function versionLines(process: Process): readonly string[] {
  const version = (process.environment.get('JAVA_VERSION') ?? '17.0.13').replace(/^jdk-?/, '').replace(/\+.*/, '')
  return [
    `openjdk version "${version}"`,
    'OpenJDK Runtime Environment',
    'OpenJDK 64-Bit Server VM (mixed mode, sharing)',
  ]
}

function runJar(process: Process, jar: string | undefined): number {
  if (jar === undefined) {
    complain(process, 'Error: -jar requires jar file specification')
    return 1
  }
  const content = readFile(process, jar)
  if (content.errno !== undefined) {
    complain(process, `Error: Unable to access jarfile ${jar}`)
    return 1
  }
  if (content.value.kind === 'real') {
    complain(process, `Error: Invalid or corrupt jarfile ${jar}`)
    return 1
  }
  if (content.value.identity.startsWith('jar ') || content.value.identity.endsWith(' without libraries')) {
    complain(process, `no main manifest attribute, in ${jar}`)
    return 1
  }
  const path = jar.startsWith('/') ? jar : `${process.directory === '/' ? '' : process.directory}/${jar}`
  return startBuilt(process, path, cardOfBuilt(content.value)) ?? notSimulated(process, `running ${jar}`)
}

/** `javac`: makes class files of sources. */
export const javac = tool({
  names: ['javac'],
  summary: 'Compiles Java.',
  exact: 'Which sources there are and where the classes go.',
  modelled: 'A class has about nine tenths of its source’s bytes.',
  missing: 'Compiling: sources are not checked.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words.some((word) => word === '-version' || word === '--version')) {
      say(
        process,
        `javac ${(process.environment.get('JAVA_VERSION') ?? '17.0.13').replace(/^jdk-?/, '').replace(/\+.*/, '')}`,
      )
      return 0
    }
    const folder = words[words.indexOf('-d') + 1]
    for (const path of words.filter((word) => word.endsWith('.java'))) {
      const content = readFile(process, path)
      if (content.errno !== undefined) {
        complain(process, `error: file not found: ${path}`, 'Usage: javac <options> <source files>')
        return 2
      }
      const source: SourceFile = [path, content.value]
      const target = words.includes('-d') && folder !== undefined ? `${folder}/${path.split('/').at(-1) ?? ''}` : path
      const absolute = target.startsWith('/')
        ? target
        : `${process.directory === '/' ? '' : process.directory}/${target}`
      placeFile(
        process,
        absolute.replace(/\.java$/, '.class'),
        sized({
          identity: builtIdentity(`class ${path}`, [source]),
          size: content.value.size * 0.9 + 400,
          kind: 'binary',
          source: 'estimate: a class of its source',
        }),
      )
    }
    work(process, 1500)
    return 0
  },
})
