import { textOf } from '../../../values/bytes.ts'
import { isDirectory } from '../../files.ts'
import { findProgram } from '../../run.ts'
import { type JavaSource, recogniseSpring } from '../../services/recognise/java.ts'
import { builtIdentity } from '../built.ts'
import { work } from '../console.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import { buildFailure, type MavenBuild, reaches, repositoryOf, type Source } from './build.ts'

/** Runs one goal: `clean`, a phase with those before it, or one of the dependency plugin. Gives the exit status. */
export function runGoal(build: MavenBuild, goal: string): number {
  const { artifactId } = build.project
  if (goal === 'clean') {
    build.tell(`[INFO] --- maven-clean-plugin:3.1.0:clean (default-clean) @ ${artifactId} ---`)
    if (isDirectory(build.process, targetOf(build))) build.tell(`[INFO] Deleting ${targetOf(build)}`)
    removeAll(build.process, targetOf(build))
    return 0
  }
  if (goal.includes(':')) {
    build.tell(`[INFO] --- maven-dependency-plugin:3.1.2:${goal.split(':').at(-1)} (default-cli) @ ${artifactId} ---`)
    return 0
  }
  let status = 0
  if (reaches(goal, 'compile')) status = compile(build)
  if (status === 0 && reaches(goal, 'test')) status = test(build)
  if (status === 0 && reaches(goal, 'package')) pack(build)
  if (status === 0 && reaches(goal, 'install')) install(build)
  return status
}

function targetOf(build: MavenBuild): string {
  return `${build.folder}/target`
}

function compile(build: MavenBuild): number {
  const { process, project, sources } = build
  build.tell(
    `[INFO] --- maven-resources-plugin:3.1.0:resources (default-resources) @ ${project.artifactId} ---`,
    `[INFO] --- maven-compiler-plugin:3.8.1:compile (default-compile) @ ${project.artifactId} ---`,
  )
  const java = sources.filter(([path]) => path.endsWith('.java'))
  for (const [path, content] of sources.filter(([path]) => path.startsWith('resources/')))
    placeFile(process, `${targetOf(build)}/classes/${path.slice('resources/'.length)}`, content)
  if (java.length === 0) {
    build.tell('[INFO] No sources to compile')
    return 0
  }
  if (findProgram(process, 'javac').value === undefined)
    return buildFailure(
      process,
      `Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.8.1:compile (default-compile) on project ${project.artifactId}: Compilation failure\nNo compiler is provided in this environment. Perhaps you are running on a JRE rather than a JDK?`,
      'MojoFailureException',
    )
  build.tell(
    '[INFO] Changes detected - recompiling the module!',
    `[INFO] Compiling ${java.length} source file${java.length === 1 ? '' : 's'} to ${targetOf(build)}/classes`,
  )
  for (const source of java) placeClass(build, source, 'classes')
  work(process, 2500)
  return 0
}

function placeClass(build: MavenBuild, [path, content]: Source, folder: string): void {
  placeFile(
    build.process,
    `${targetOf(build)}/${folder}/${path.replace(/^java\//, '').replace(/\.java$/, '.class')}`,
    sized({
      identity: builtIdentity(`class ${path}`, [[path, content]]),
      size: content.size * 0.9 + 400,
      kind: 'binary',
      source: `Maven build, ${build.figures.source}`,
    }),
  )
}

function test(build: MavenBuild): number {
  const { process, project, tests } = build
  const plugin = 'maven-surefire-plugin:2.22.2:test (default-test)'
  build.tell(`[INFO] --- ${plugin} @ ${project.artifactId} ---`)
  const java = tests.filter(([path]) => path.endsWith('.java'))
  if (build.command.skipsTests || java.length === 0) {
    build.tell(build.command.skipsTests ? '[INFO] Tests are skipped.' : '[INFO] No tests to run.')
    return 0
  }
  build.tell(
    '[INFO] -------------------------------------------------------',
    '[INFO]  T E S T S',
    '[INFO] -------------------------------------------------------',
  )
  work(process, 4000)
  const failing = java.filter((source) => !runTest(build, source))
  if (failing.length === 0) return 0
  return buildFailure(
    process,
    `Failed to execute goal org.apache.maven.plugins:${plugin} on project ${project.artifactId}: There are test failures.\nPlease refer to ${targetOf(build)}/surefire-reports for the individual test results.`,
    'MojoFailureException',
  )
}

/** Runs one test class: it fails when its source says so plainly. Gives whether it passed. */
function runTest(build: MavenBuild, source: Source): boolean {
  const [path, content] = source
  const name = path
    .replace(/^java\//, '')
    .replace(/\.java$/, '')
    .replaceAll('/', '.')
  const passed = content.kind !== 'real' || !failsPlainly(textOf(content.bytes))
  const failures = passed ? 0 : 1
  placeClass(build, source, 'test-classes')
  placeFile(
    build.process,
    `${targetOf(build)}/surefire-reports/${name}.txt`,
    `Test set: ${name}\nTests run: 1, Failures: ${failures}, Errors: 0, Skipped: 0\n`,
  )
  build.tell(
    `[INFO] Running ${name}`,
    `[${passed ? 'INFO' : 'ERROR'}] Tests run: 1, Failures: ${failures}, Errors: 0, Skipped: 0, Time elapsed: 0.041 s - in ${name}`,
  )
  return passed
}

/** Whether a test says itself that it fails: `fail(`, `assertTrue(false)`, two different texts that are to be equal. */
function failsPlainly(source: string): boolean {
  if (/\bfail\(|assertTrue\(\s*false|assertFalse\(\s*true/.test(source)) return true
  return [...source.matchAll(/assertEquals\(\s*"([^"]*)"\s*,\s*"([^"]*)"/g)].some(([, left, right]) => left !== right)
}

function pack(build: MavenBuild): void {
  const { process, project, figures } = build
  const target = targetOf(build)
  const jar = `${target}/${project.finalName}.${project.packaging === 'war' ? 'war' : 'jar'}`
  const source = `Maven build, ${figures.source}`
  build.tell(
    `[INFO] --- maven-jar-plugin:3.2.0:jar (default-jar) @ ${project.artifactId} ---`,
    `[INFO] Building jar: ${jar}`,
  )
  work(process, 800)
  placeFile(process, jar, sized({ identity: jarIdentity(build), size: figures.jar, kind: 'packed', source }))
  if (project.springBoot !== undefined) {
    build.tell(
      `[INFO] --- spring-boot-maven-plugin:${project.springBoot}:repackage (repackage) @ ${project.artifactId} ---`,
      '[INFO] Replacing main artifact with repackaged archive',
    )
    const identity = `${jarIdentity(build)} without libraries`
    placeFile(process, `${jar}.original`, sized({ identity, size: figures.original, kind: 'packed', source }))
    work(process, 1500)
  }
  placeFile(
    process,
    `${target}/maven-archiver/pom.properties`,
    `artifactId=${project.artifactId}\ngroupId=${project.groupId}\nversion=${project.version}\n`,
  )
  // Reports, generated sources and the compiler's lists, up to the whole folder's usual size.
  const rest = Math.max(0, figures.target - figures.jar - figures.original - 8_000)
  const identity = `${jarIdentity(build)} generated`
  placeFile(process, `${target}/generated-sources/.other-files`, sized({ identity, size: rest, kind: 'text', source }))
}

/** A jar that runs by itself is called `runnable-jar`, one without libraries `jar`. */
function jarIdentity(build: MavenBuild): string {
  const { project, sources } = build
  const kind = project.springBoot === undefined ? 'jar' : 'runnable-jar'
  return builtIdentity(
    `${kind} ${project.groupId}:${project.artifactId}:${project.version}`,
    sources,
    project.springBoot === undefined ? undefined : recogniseSpring(textsOf(sources), build.process.machine.budget),
  )
}

function textsOf(sources: readonly Source[]): readonly JavaSource[] {
  return sources.flatMap(([path, content]) => (content.kind === 'real' ? [[path, textOf(content.bytes)] as const] : []))
}

function install(build: MavenBuild): void {
  const { project, process, figures } = build
  const folder = `${repositoryOf(process, build.command)}/${project.groupId.replaceAll('.', '/')}/${project.artifactId}/${project.version}`
  const source = `Maven build, ${figures.source}`
  placeFile(
    process,
    `${folder}/${project.finalName}.jar`,
    sized({ identity: jarIdentity(build), size: figures.jar, kind: 'packed', source }),
  )
}
