import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memoryPages, validateXML } from 'xmllint-wasm'
import { type Course, cmi5Structure, scorm12Manifest, scorm2004Manifest } from '../../../src/lms/manifests.ts'

const course: Course = {
  id: 'E03.3',
  title: 'Paying twice for a “permission” & <more>\u0007',
  summary: 'Own files without storing them twice.',
  language: 'en',
  mastery: 1,
  minutes: 10,
}
const files = ['index.html', 'lms.js', 'frame/embed/exercise/index.html', 'frame/_astro/a b.js']

/** What a validator says of a manifest; `names` are the schemas that belong together, all of them imported by one. */
async function faults(
  manifest: string,
  folder: string,
  namespaces: Readonly<Record<string, string>>,
): Promise<string[]> {
  const here = join(import.meta.dirname, 'schemas', folder)
  const preload = globSync('*.{xsd,dtd}', { cwd: here }).map((fileName) => ({
    fileName,
    contents: readFileSync(join(here, fileName), 'utf8'),
  }))
  const imports = Object.entries(namespaces).map(
    ([space, file]) => `<xs:import namespace="${space}" schemaLocation="${file}"/>`,
  )
  const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`
  const result = await validateXML({
    xml: [{ fileName: 'imsmanifest.xml', contents: manifest }],
    schema: [{ fileName: 'all.xsd', contents: schema }],
    preload,
    maxMemoryPages: 4 * memoryPages.MiB * 16,
  })
  return result.errors.map(({ message }) => message)
}

const old = (manifest: string) =>
  faults(manifest, 'scorm12', {
    'http://www.imsproject.org/xsd/imscp_rootv1p1p2': 'imscp_rootv1p1p2.xsd',
    'http://www.adlnet.org/xsd/adlcp_rootv1p2': 'adlcp_rootv1p2.xsd',
  })
const young = (manifest: string) =>
  faults(manifest, 'scorm2004', {
    'http://www.imsglobal.org/xsd/imscp_v1p1': 'imscp_v1p1.xsd',
    'http://www.adlnet.org/xsd/adlcp_v1p3': 'adlcp_v1p3.xsd',
    'http://www.imsglobal.org/xsd/imsss': 'imsss_v1p0.xsd',
  })

describe('the manifest of a package', () => {
  it('is valid for SCORM 1.2', async () => expect(await old(scorm12Manifest(course, files))).toEqual([]))
  it('is valid for SCORM 2004', async () => expect(await young(scorm2004Manifest(course, files))).toEqual([]))
  it('would be found wrong by the schemas', async () => {
    expect(
      await old(scorm12Manifest(course, files).replace('adlcp:scormtype="sco"', 'adlcp:scormtype="?"')),
    ).not.toEqual([])
    expect(await young(scorm2004Manifest(course, files).replace('identifierref', 'identifierReference'))).not.toEqual(
      [],
    )
    expect(await young(scorm2004Manifest({ ...course, mastery: 7 }, files))).not.toEqual([])
  })
  it('keeps marks as text and names files as addresses', () => {
    const manifest = scorm12Manifest(course, files)
    expect(manifest).toContain('<title>Paying twice for a “permission” &amp; &lt;more&gt;</title>')
    expect(manifest).toContain('<file href="frame/_astro/a%20b.js" />')
  })
})

describe('the structure of a cmi5 course', () => {
  it('has one unit that is passed by its score', () => {
    const structure = cmi5Structure(course, 'https://example.com/exercises/E03.3')
    expect(structure).toContain(
      '<au id="https://example.com/exercises/E03.3/unit" moveOn="CompletedAndPassed" masteryScore="1" launchMethod="AnyWindow">',
    )
    expect(structure).toContain('<url>index.html</url>')
    // What the specification orders: title, description, then the address.
    expect(structure.match(/<(title|description|url)>/g)).toEqual([
      '<title>',
      '<description>',
      '<title>',
      '<description>',
      '<url>',
    ])
  })
})
