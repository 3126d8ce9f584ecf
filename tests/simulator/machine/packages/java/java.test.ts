import { expect, it } from 'vitest'
import { fixture, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const maven: Setup = { image: 'maven:3.6.3-openjdk-14-slim', work: fixture('java-rest') }
const built = runIn(maven, 'mvn -q package').tree

function check(command: string, status: number, text: RegExp): void {
  const ran = runOn(built, maven, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

it('tells the version', () => check('java -version', 0, /^openjdk version "14\.0\.2"$/m))
it('misses a jar', () => check('java -jar none.jar', 1, /Error: Unable to access jarfile none\.jar/))
it('cannot run the jar without libraries', () =>
  check('java -jar target/tariff-0.0.1-SNAPSHOT.jar.original', 1, /no main manifest attribute, in target/))
it('stops a service inside a RUN', () =>
  check('java -jar target/tariff-0.0.1-SNAPSHOT.jar', 137, /Started TariffApplication/))
it('cannot read a text as jar', () => check('java -jar pom.xml', 1, /Invalid or corrupt jarfile/))
it('compiles', () => check('javac -d /out src/main/java/io/pelican/tariff/TariffController.java', 0, /^$/))
