import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, fixture, imageNamed, type Ran, runIn, runOn } from '../../../../notation/catalog.ts'

const image = 'maven:3.6.3-openjdk-14-slim'
const project = fixture('java-rest')

function build(command: string, work = project): Ran {
  return runIn({ image, work }, command)
}

function checkSays(
  command: string,
  status: number,
  text: RegExp,
  setup: Partial<Parameters<typeof runIn>[0]> = {},
): void {
  const ran = runIn({ image, work: project, ...setup }, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

function sizeAt(ran: Ran, path: string): number | undefined {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' ? node.content.size : undefined
}

function identityAt(ran: Ran, path: string): string {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'sized' ? node.content.identity : ''
}

describe('mvn clean package', () => {
  const ran = build('mvn clean package')
  it('succeeds', () => expect([ran.status, ran.text.includes('BUILD SUCCESS')]).toEqual([0, true]))
  it('makes the runnable jar', () => expect(sizeAt(ran, '/work/target/tariff-0.0.1-SNAPSHOT.jar')).toBe(17_100_000))
  it('keeps the jar without libraries', () =>
    expect(sizeAt(ran, '/work/target/tariff-0.0.1-SNAPSHOT.jar.original')).toBe(6_000))
  it('removes what an earlier build left', () => expect(entryAt(ran.tree, '/work/target/old.jar')).toBeUndefined())
  it('leaves 50 MB of downloads', () => expect(bytesBelow(ran.tree, '/root/.m2')).toBe(50_000_000))
  it('leaves 17.4 MB of results', () => expect(bytesBelow(ran.tree, '/work/target') / 1e6).toBeCloseTo(17.4, 1))
  it('makes the article’s fat image 499.4 MB', () => {
    const image431 = imageNamed(image).layers.reduce((sum, layer) => sum + layer.fileBytes.value, 0)
    const added = bytesBelow(ran.tree, '/work/target') + bytesBelow(ran.tree, '/root/.m2')
    expect((image431 + added) / 1e6).toBeCloseTo(499.4, 0)
  })
  it('takes about half a minute', () => {
    expect(ran.machine.elapsedMs()).toBeGreaterThan(25_000)
    expect(ran.machine.elapsedMs()).toBeLessThan(45_000)
  })
  it('downloads nothing the second time', () =>
    expect(runOn(ran.tree, { image }, 'mvn clean package').machine.downloadedBytes()).toBe(0))
  it('makes the same jar of the same sources', () =>
    expect(identityAt(build('mvn package'), '/work/target/tariff-0.0.1-SNAPSHOT.jar')).toBe(
      identityAt(ran, '/work/target/tariff-0.0.1-SNAPSHOT.jar'),
    ))
  it('remembers the texts of the sources in the jar', () =>
    expect(identityAt(ran, '/work/target/tariff-0.0.1-SNAPSHOT.jar')).toContain('"Welcome aboard!"'))
})

describe('mvn', () => {
  it('needs a pom.xml', () => checkSays('mvn package', 1, /there is no POM in this directory/, { work: {} }))
  it('needs a goal', () => checkSays('mvn', 1, /No goals have been specified/))
  it('cannot download without a network', () =>
    checkSays('mvn package', 1, /Temporary failure in name resolution/, { network: 'none' }))
  it('cannot be offline at first', () => checkSays('mvn -o package', 1, /in offline mode/))
  it('is quiet when asked', () => checkSays('mvn -q package', 0, /^$/))
  it('fetches without building for dependency:go-offline', () => {
    const ran = build('mvn -q dependency:go-offline')
    expect([bytesBelow(ran.tree, '/root/.m2'), sizeAt(ran, '/work/target/tariff-0.0.1-SNAPSHOT.jar')]).toEqual([
      50_000_000,
      undefined,
    ])
  })
  it('says what it does not simulate', () => checkSays('mvn site', 1, /not simulated/))
  it('fails when a test fails', () =>
    checkSays('mvn package', 1, /There are test failures/, {
      work: {
        'pom.xml': '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>',
        'src/main/java/A.java': 'class A {}',
        'src/test/java/ATest.java': 'assertEquals("a", "b")',
      },
    }))
  it('names a plain jar after the project', () => {
    const pom = `<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version><build><finalName>\${project.artifactId}</finalName></build></project>`
    const ran = runIn({ image, work: { 'pom.xml': pom, 'src/main/java/A.java': 'class A {}' } }, 'mvn package')
    expect(sizeAt(ran, '/work/target/a.jar')).toBe(2_038)
  })
  it('tells its version', () => checkSays('mvn -v', 0, /^Apache Maven 3\.6\.3/))
})
