/** What a build needs to know of a pom.xml. */
export interface MavenProject {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
  readonly packaging: string
  readonly name: string
  /** Artifact ids of the dependencies. */
  readonly dependencies: readonly string[]
  /** The version of the Spring Boot parent, where there is one. */
  readonly springBoot: string | undefined
  /** The name of the jar without its ending. */
  readonly finalName: string
}

const inner = [
  'parent',
  'dependencies',
  'dependencyManagement',
  'build',
  'profiles',
  'properties',
  'modules',
  'repositories',
]

/** A pom.xml read; a text when it cannot be: the reason in Maven's words. */
export function parseProject(text: string): MavenProject | string {
  const xml = text.replace(/<!--[\s\S]*?-->/g, '')
  if (!/<project[\s>]/.test(xml) || !/<\/project>\s*$/.test(xml))
    return 'Non-parseable POM: expected a root element <project>'
  const parent = elementIn(xml, 'parent') ?? ''
  const own = inner.reduce((rest, name) => rest.replace(new RegExp(`<${name}>[\\s\\S]*?</${name}>`, 'g'), ''), xml)
  const artifactId = elementIn(own, 'artifactId')
  const version = elementIn(own, 'version') ?? elementIn(parent, 'version')
  const groupId = elementIn(own, 'groupId') ?? elementIn(parent, 'groupId')
  if (artifactId === undefined) return "'artifactId' is missing."
  if (version === undefined) return "'version' is missing."
  if (groupId === undefined) return "'groupId' is missing."
  const isBoot = parent.includes('spring-boot') || xml.includes('spring-boot-maven-plugin')
  const given = elementIn(elementIn(xml, 'build') ?? '', 'finalName')
  return {
    groupId,
    artifactId,
    version,
    packaging: elementIn(own, 'packaging') ?? 'jar',
    name: elementIn(own, 'name') ?? artifactId,
    dependencies: [...xml.matchAll(/<dependency>([\s\S]*?)<\/dependency>/g)].map(
      ([, dependency = '']) => elementIn(dependency, 'artifactId') ?? '',
    ),
    springBoot: isBoot ? (elementIn(parent, 'version') ?? '2.3.3.RELEASE') : undefined,
    finalName: given === undefined ? `${artifactId}-${version}` : expanded(given, { artifactId, version }),
  }
}

/** Property references in a name: `${project.version}`. */
function expanded(name: string, values: Readonly<Record<string, string>>): string {
  return name.replace(/\$\{(?:project\.)?(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

function elementIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]?.trim()
}
