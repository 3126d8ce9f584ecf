/** What a package says of itself. */
export interface Course {
  /** Letters, digits, dots and dashes: `E03.3`. */
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly language: string
  /** The score that passes, 0 to 1. */
  readonly mastery: number
  readonly minutes: number
}

/** The page that a platform opens, from the package's root. */
export const launchPage = 'index.html'

/** `imsmanifest.xml` of a SCORM 1.2 package with these files, by the schemas of ADL's content packaging 1.2. */
export function scorm12Manifest(course: Course, files: readonly string[]): string {
  const { id, title, mastery } = course
  return `${head}<manifest identifier="${identifier(id)}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${xml(title)}</title>
      <item identifier="item" identifierref="resource" isvisible="true">
        <title>${xml(title)}</title>
        <adlcp:masteryscore>${Math.round(mastery * 100)}</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="${launchPage}">
${fileList(files)}
    </resource>
  </resources>
</manifest>
`
}

/** `imsmanifest.xml` of a SCORM 2004 package, fourth edition. */
export function scorm2004Manifest(course: Course, files: readonly string[]): string {
  const { id, title, mastery } = course
  return `${head}<manifest identifier="${identifier(id)}" version="1"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${xml(title)}</title>
      <item identifier="item" identifierref="resource" isvisible="true">
        <title>${xml(title)}</title>
        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="objective" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>${mastery}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true" />
        </imsss:sequencing>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormType="sco" href="${launchPage}">
${fileList(files)}
    </resource>
  </resources>
</manifest>
`
}

/** `cmi5.xml`, the structure of a course with one unit. `address` names the course for record stores; it need not be reachable. */
export function cmi5Structure(course: Course, address: string): string {
  const { title, summary, language, mastery } = course
  const text = (value: string) => `<langstring lang="${xml(language)}">${xml(value)}</langstring>`
  return `${head}<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${xml(`${address}/course`)}">
    <title>${text(title)}</title>
    <description>${text(summary)}</description>
  </course>
  <au id="${xml(`${address}/unit`)}" moveOn="CompletedAndPassed" masteryScore="${mastery}" launchMethod="AnyWindow">
    <title>${text(title)}</title>
    <description>${text(summary)}</description>
    <url>${launchPage}</url>
  </au>
</courseStructure>
`
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

function fileList(files: readonly string[]): string {
  return files.map((path) => `      <file href="${xml(encodeURI(path))}" />`).join('\n')
}

/** A name that XML takes for an identifier. */
function identifier(id: string): string {
  return `layerwise-${id.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`
}

/** Text for XML: marks become entities, and what XML 1.0 cannot hold is left out. */
function xml(text: string): string {
  return [...text]
    .filter((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
      )
    })
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
