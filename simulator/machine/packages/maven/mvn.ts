import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { sourcesBelow } from '../built.ts'
import { complain, notSimulated, say, tellModel, tool, work } from '../console.ts'
import { buildFailure, type MavenBuild, type MavenCommand, phases, rule } from './build.ts'
import { figuresOf, mavenTable } from './figures.ts'
import { runGoal } from './phases.ts'
import { parseProject } from './project.ts'
import { fetchMissing } from './repository.ts'

/** `mvn`: builds a project from its pom.xml. */
export const mvn = tool({
  names: ['mvn'],
  summary: 'Builds a Java project from its pom.xml.',
  exact:
    'The names of the artifact and its files, which sources they were made from, what stays in the local repository for the next build, and the failures: no pom.xml, no JDK, no network, a failing test that says so plainly.',
  modelled:
    'The size of the local repository (50 MB for Spring Boot 2, 78 MB for Spring Boot 3, 24 MB for a plain project) and of the jar, and the time.',
  missing:
    'Compiling: sources are not checked. Profiles, several modules, and goals of plugins other than dependency:go-offline and dependency:resolve.',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words.some((word) => word === '-v' || word === '--version')) return tellVersion(process)
    const unknown = goalsIn(words).find((goal) => goal !== 'clean' && !phases.includes(goal) && !isDependencyGoal(goal))
    if (unknown !== undefined) return notSimulated(process, `mvn ${unknown}`)
    if (findProgram(process, 'java').value === undefined) {
      complain(process, 'The JAVA_HOME environment variable is not defined correctly,')
      complain(process, 'this environment variable is needed to run this program.')
      return 1
    }
    return buildProject(process, readCommand(process, words))
  },
})

const withValue = new Set(['-f', '--file', '-s', '--settings', '-gs', '-P', '--activate-profiles', '-T', '-pl', '-l'])

function goalsIn(words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !word.startsWith('-') && !withValue.has(words[at - 1] ?? ''))
}

function isDependencyGoal(goal: string): boolean {
  return /^([\w.]+:)?(maven-)?dependency(-plugin)?(:[\d.]+)?:(go-offline|resolve|resolve-plugins)$/.test(goal)
}

function readCommand(process: Process, words: readonly string[]): MavenCommand {
  const has = (...options: readonly string[]): boolean => words.some((word) => options.includes(word))
  const file = words[words.findIndex((word) => word === '-f' || word === '--file') + 1]
  const named = has('-f', '--file') ? (file ?? '.').replace(/\/?pom\.xml$/, '') : ''
  const folder = named.startsWith('/') ? named : named === '' ? process.directory : `${process.directory}/${named}`
  return {
    goals: goalsIn(words),
    isQuiet: has('-q', '--quiet'),
    isOffline: has('-o', '--offline'),
    skipsTests: words.some((word) => /^-D(skipTests|maven\.test\.skip)(=true)?$/.test(word)),
    folder: folder === '/' ? '' : folder,
    repository: words.find((word) => word.startsWith('-Dmaven.repo.local='))?.slice('-Dmaven.repo.local='.length),
  }
}

function tellVersion(process: Process): number {
  const from = (name: string, otherwise: string): string => process.environment.get(name) ?? otherwise
  say(process, `Apache Maven ${from('MAVEN_VERSION', '3.6.3')}`)
  say(process, `Maven home: ${from('MAVEN_HOME', '/usr/share/maven')}`)
  say(process, `Java version: ${from('JAVA_VERSION', 'unknown')}, runtime: ${from('JAVA_HOME', 'unknown')}`)
  return 0
}

function buildProject(process: Process, command: MavenCommand): number {
  const tell = (...lines: readonly string[]): void => {
    if (!command.isQuiet) say(process, ...lines)
  }
  work(process, 1200)
  tell('[INFO] Scanning for projects...')
  if (command.goals.length === 0) return buildFailure(process, noGoals, 'NoGoalSpecifiedException')
  const pom = readTextFile(process, `${command.folder}/pom.xml`)
  if (pom.errno !== undefined) return buildFailure(process, noProject(command.folder), 'MissingProjectException')
  const project = parseProject(pom.value)
  if (typeof project === 'string')
    return buildFailure(
      process,
      `Some problems were encountered while processing the POMs:\n[FATAL] ${project} @ ${command.folder}/pom.xml`,
      'ProjectBuildingException',
    )
  const table = mavenTable(process, 'maven')
  if (table === undefined) return 1
  const figures = figuresOf(project, table)
  tellModel(process, `Maven: the sizes of the local repository and of the jar are modelled: ${figures.source}.`)
  const build: MavenBuild = {
    process,
    command,
    folder: command.folder,
    project,
    figures,
    sources: sourcesBelow(process, `${command.folder}/src/main`, () => true),
    tests: sourcesBelow(process, `${command.folder}/src/test`, () => true),
    tell,
  }
  return runBuild(build)
}

function runBuild(build: MavenBuild): number {
  const { process, project, tell } = build
  const before = process.machine.clock.now().seconds
  tell('[INFO] ', `[INFO] ${centred(`< ${project.groupId}:${project.artifactId} >`)}`)
  tell(`[INFO] Building ${project.name} ${project.version}`, `[INFO] ${centred(`[ ${project.packaging} ]`)}`)
  const wrong = build.command.goals.every((goal) => goal === 'clean') ? undefined : fetchMissing(build)
  if (wrong !== undefined) return buildFailure(process, wrong, 'DependencyResolutionException')
  for (const goal of build.command.goals) {
    const status = runGoal(build, goal)
    if (status !== 0) return status
  }
  tell(`[INFO] ${rule}`, '[INFO] BUILD SUCCESS', `[INFO] ${rule}`)
  tell(`[INFO] Total time:  ${process.machine.clock.now().seconds - before} s`, `[INFO] ${rule}`)
  return 0
}

const noGoals =
  'No goals have been specified for this build. You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal>.'

function noProject(folder: string): string {
  return `The goal you specified requires a project to execute but there is no POM in this directory (${folder === '' ? '/' : folder}). Please verify you invoked Maven from the correct directory.`
}

function centred(text: string): string {
  const left = Math.max(0, Math.floor((72 - text.length) / 2))
  return `${'-'.repeat(left)}${text}${'-'.repeat(Math.max(0, 72 - text.length - left))}`
}
