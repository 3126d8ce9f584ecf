import { sha256Hex } from '../../../values/digest.ts'
import { publicHosts } from '../../../values/hosts.ts'
import { exists } from '../../files.ts'
import { download, hasNetwork, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { type MavenBuild, repositoryOf } from './build.ts'

/** The repository that Maven asks when it is told of no other. */
const central = `https://${publicHosts.maven}/maven2`

/** Where the parts of a local repository lie, and their shares in hundredths. */
const parts: readonly (readonly [folder: string, share: number])[] = [
  ['org/springframework', 26],
  ['org/apache/maven', 21],
  ['org/apache/tomcat', 8],
  ['org/codehaus/plexus', 6],
  ['com/fasterxml/jackson', 6],
  ['net/bytebuddy', 8],
  ['org/assertj', 9],
  ['org/junit', 6],
  ['commons-io', 3],
  ['org/slf4j', 7],
]

/** Asking for a small file and waiting for it. 1,150 of them take about 25 seconds. */
const requestMs = 22

/**
 * Downloads what the local repository lacks: all for the first build, only what a changed list of dependencies adds later. Gives the reason
 * in Maven's words when it cannot (no network, offline), else undefined.
 */
export function fetchMissing(build: MavenBuild): string | undefined {
  const { process, command, figures } = build
  const home = repositoryOf(process, command)
  const kind = build.project.springBoot ?? 'plain'
  const missing = parts.filter(([folder]) => !exists(process, `${home}/${folder}/.other-files`))
  const wanted = [...build.project.dependencies].sort().join(' ')
  const marker = `${home}/.resolved/${sha256Hex(`${kind} ${wanted}`).slice(0, 16)}`
  if (missing.length === 0 && exists(process, marker)) return undefined
  if (command.isOffline) return offline(build)
  if (!hasNetwork(process)) return unreachable
  let bytes = 0
  for (const [folder, share] of missing) {
    const size = Math.floor((figures.repository.bytes * share) / 100)
    const identity = `maven:${kind}/${folder}`
    const content = sized({ identity, size, kind: 'packed', source: `Maven's local repository, ${figures.source}` })
    if (placeFile(process, `${home}/${folder}/.other-files`, content) !== undefined)
      return `Could not create local repository at ${home}`
    build.tell(`[INFO] Downloading from central: ${central}/${folder}/ …`)
    bytes += size
  }
  placeFile(process, marker, '')
  download(process, bytes)
  work(process, (bytes / figures.repository.bytes) * figures.repository.files * requestMs)
  build.tell(
    `[INFO] Downloaded from central: ${(bytes / 1e6).toFixed(1)} MB in about ${figures.repository.files} files`,
  )
  return undefined
}

function offline(build: MavenBuild): string {
  const { artifactId, springBoot } = build.project
  const artifact =
    springBoot === undefined
      ? 'org.apache.maven.plugins:maven-clean-plugin:pom:3.1.0'
      : `org.springframework.boot:spring-boot-starter-parent:pom:${springBoot}`
  return `Failed to execute goal on project ${artifactId}: Cannot access central (${central}) in offline mode and the artifact ${artifact} has not been downloaded from it before.`
}

const unreachable = `Plugin org.apache.maven.plugins:maven-clean-plugin:3.1.0 or one of its dependencies could not be resolved: Could not transfer artifact org.apache.maven.plugins:maven-clean-plugin:pom:3.1.0 from/to central (${central}): ${publicHosts.maven}: Temporary failure in name resolution`
