import { describe, expect, it } from 'vitest'
import {
  applyEdits,
  type Build,
  configDigest,
  fixesFor,
  type Image,
  parseDockerfile,
  walkTree,
} from '../../../../simulator/index.ts'
import { builtFrom, problemsIn } from '../../../notation/checks.ts'

/** What stays the same through a fix: the whole image; its layers; its settings; the paths of its files, but for those named. */
type Kept = 'image' | 'layers' | 'settings' | 'files' | 'nothing'

interface Case {
  readonly code: string
  readonly keeps: Kept
  readonly files?: string
  /** Its first problem of this code is mended. */
  readonly before: string
  readonly after: string
}

const alpine = 'FROM alpine:3.22'
const debian = 'FROM debian:bookworm-slim'
const cases: readonly Case[] = [
  {
    code: 'StageNameCasing',
    keeps: 'image',
    before: `${alpine} AS Base\nRUN echo 1 > /a\nFROM base\nCOPY --from=Base /a /b\nRUN --mount=type=bind,from=Base,target=/m cp /m/a /c\n`,
    after: `${alpine} AS base\nRUN echo 1 > /a\nFROM base\nCOPY --from=base /a /b\nRUN --mount=type=bind,from=base,target=/m cp /m/a /c\n`,
  },
  { code: 'FromAsCasing', keeps: 'image', before: `${alpine} as a\n`, after: `${alpine} AS a\n` },
  {
    code: 'ConsistentInstructionCasing',
    keeps: 'image',
    before: `${alpine}\nrun echo 1 > /a\nENV A=1\n`,
    after: `${alpine}\nRUN echo 1 > /a\nENV A=1\n`,
  },
  {
    code: 'NoEmptyContinuation',
    keeps: 'image',
    before: `${alpine}\nRUN echo 1 \\\n\n  # why\n\n  > /a\n`,
    after: `${alpine}\nRUN echo 1 \\\n  # why\n  > /a\n`,
  },
  {
    code: 'ExposeProtoCasing',
    keeps: 'image',
    before: `${alpine}\nEXPOSE 80/TCP 53/Udp 1\n`,
    after: `${alpine}\nEXPOSE 80/tcp 53/udp 1\n`,
  },
  {
    code: 'ExposeInvalidFormat',
    keeps: 'settings',
    before: `${alpine}\nEXPOSE 127.0.0.1:8080:80/tcp 9000:90\n`,
    after: `${alpine}\nEXPOSE 80/tcp 90\n`,
  },
  {
    code: 'JSONArgsRecommended',
    keeps: 'layers',
    before: `${alpine}\nCMD httpd -f "-p 8080"\n`,
    after: `${alpine}\nCMD ["httpd", "-f", "-p 8080"]\n`,
  },
  {
    code: 'DL3025',
    keeps: 'layers',
    before: `${alpine}\nENTRYPOINT httpd -p $PORT\n`,
    after: `${alpine}\nENTRYPOINT ["/bin/sh", "-c", "exec httpd -p $PORT"]\n`,
  },
  {
    code: 'DL3025',
    keeps: 'settings',
    before: `${alpine}\nCMD ls | xargs echo "a"\n`,
    after: `${alpine}\nCMD ["/bin/sh", "-c", "ls | xargs echo \\"a\\""]\n`,
  },
  {
    code: 'MaintainerDeprecated',
    keeps: 'layers',
    before: `${alpine}\nMAINTAINER A "B" <a@b.example> $5\n`,
    after: `${alpine}\nLABEL org.opencontainers.image.authors="A \\"B\\" <a@b.example> \\$5"\n`,
  },
  {
    code: 'DL4000',
    keeps: 'layers',
    before: `${alpine}\nMAINTAINER a\n`,
    after: `${alpine}\nLABEL org.opencontainers.image.authors="a"\n`,
  },
  {
    code: 'LegacyKeyValueFormat',
    keeps: 'settings',
    before: `${alpine}\nENV A b c\n`,
    after: `${alpine}\nENV A="b c"\n`,
  },
  {
    code: 'LegacyKeyValueFormat',
    keeps: 'settings',
    before: `${alpine}\nENV A x "b  c" $PATH\n`,
    after: `${alpine}\nENV A=x\\ "b  c"\\ $PATH\n`,
  },
  {
    code: 'WorkdirRelativePath',
    keeps: 'layers',
    before: `${alpine}\nWORKDIR app\n`,
    after: `${alpine}\nWORKDIR /app\n`,
  },
  {
    code: 'DL3000',
    keeps: 'layers',
    before: 'FROM golang:1.25-alpine\nWORKDIR src\nRUN pwd > a\n',
    after: 'FROM golang:1.25-alpine\nWORKDIR /go/src\nRUN pwd > a\n',
  },
  {
    code: 'RedundantTargetPlatform',
    keeps: 'image',
    before: 'FROM --platform=$TARGETPLATFORM alpine:3.22\n',
    after: `${alpine}\n`,
  },
  {
    code: 'DL3020',
    keeps: 'layers',
    files: 'a one, d/b two',
    before: `${alpine}\nADD --chown=1:1 a d /x/\n`,
    after: `${alpine}\nCOPY --chown=1:1 a d /x/\n`,
  },
  {
    code: 'MultipleInstructionsDisallowed',
    keeps: 'settings',
    before: `${alpine}\nCMD ["a", \\\n "b"]\nCMD ["c"]\n`,
    after: `${alpine}\nCMD ["c"]\n`,
  },
  { code: 'DL4003', keeps: 'settings', before: `${alpine}\nCMD ["a"]\nCMD ["b"]\n`, after: `${alpine}\nCMD ["b"]\n` },
  {
    code: 'DL4004',
    keeps: 'settings',
    before: `${alpine}\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n`,
    after: `${alpine}\nENTRYPOINT ["b"]\n`,
  },
  {
    code: 'DL3009',
    keeps: 'settings',
    before: `${debian}\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n`,
    after: `${debian}\nRUN apt-get update && apt-get install -y --no-install-recommends curl \\\n    && rm -rf /var/lib/apt/lists/*\n`,
  },
  {
    code: 'DL3009',
    keeps: 'settings',
    before: `${debian}\nRUN <<E\napt-get update\nE\n`,
    after: `${debian}\nRUN <<E\napt-get update\nrm -rf /var/lib/apt/lists/*\nE\n`,
  },
  {
    code: 'DL3015',
    keeps: 'settings',
    before: `${debian}\nRUN apt-get update && apt-get \\\n  -y install curl && rm -rf /var/lib/apt/lists/*\n`,
    after: `${debian}\nRUN apt-get update && apt-get \\\n  -y install --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n`,
  },
  {
    code: 'DL3019',
    keeps: 'settings',
    before: `${alpine}\nRUN apk add curl\n`,
    after: `${alpine}\nRUN apk add --no-cache curl\n`,
  },
  {
    code: 'DL3042',
    keeps: 'settings',
    before: 'FROM python:3.13-alpine\nRUN pip install flask\n',
    after: 'FROM python:3.13-alpine\nRUN pip install --no-cache-dir flask\n',
  },
  {
    code: 'DL3027',
    keeps: 'files',
    before: `${debian}\nRUN apt update && apt install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n`,
    after: `${debian}\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n`,
  },
  {
    code: 'DL3059',
    keeps: 'files',
    before: `${alpine}\nRUN echo 1 > /a\n# then\n\nRUN echo 2 > /b\n`,
    after: `${alpine}\nRUN echo 1 > /a \\\n# then\n    && echo 2 > /b\n`,
  },
  {
    code: 'DL4006',
    keeps: 'layers',
    before: `${alpine}\nRUN ls / | sort > /a\n`,
    after: `${alpine}\nRUN set -o pipefail && ls / | sort > /a\n`,
  },
  {
    code: 'DL4006',
    keeps: 'layers',
    before: `${debian}\n# all\nRUN ls / | sort > /a\n`,
    after: `${debian}\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\n# all\nRUN ls / | sort > /a\n`,
  },
  {
    code: 'DL4006',
    keeps: 'layers',
    before: `${alpine}\nRUN ls / | sort > /a && <<E cat > /b\none\nE\n`,
    after: `${alpine}\nRUN set -o pipefail && ls / | sort > /a && <<E cat > /b\none\nE\n`,
  },
  {
    code: 'UndefinedVar',
    keeps: 'nothing',
    before: `${alpine}\nENV port=1\nEXPOSE 1\nWORKDIR /\${prot}/$prot\n`,
    after: `${alpine}\nENV port=1\nEXPOSE 1\nWORKDIR /\${port}/$port\n`,
  },
  {
    code: 'UnknownInstruction',
    keeps: 'nothing',
    before: `${alpine}\nCOPPY a b\n`,
    after: `${alpine}\nCOPY a b\n`,
    files: 'a one',
  },
  {
    code: 'UnknownFlag',
    keeps: 'nothing',
    before: `${alpine}\nCOPY --form=busybox:1.38 /bin/sh /a\n`,
    after: `${alpine}\nCOPY --from=busybox:1.38 /bin/sh /a\n`,
  },
]

describe.each(cases)('the fix of $code: $before', ({ code, keeps, before, after, files }) => {
  it('changes the text', () => expect(mended(code, before, files)).toBe(after))
  it('mends the problem', () => {
    const count = (text: string) => problemsIn(text, files).filter((problem) => problem.code === code).length
    expect(count(after)).toBeLessThan(count(before))
  })
  it('brings no error', () =>
    expect(problemsIn(after, files).filter(({ severity }) => severity === 'error')).toEqual([]))
  if (keeps !== 'nothing')
    it(`keeps the ${keeps}`, () =>
      expect(partOf(builtFrom(after, files), keeps)).toEqual(partOf(builtFrom(before, files), keeps)))
})

function mended(code: string, dockerfile: string, files?: string): string | undefined {
  const problem = problemsIn(dockerfile, files).find((each) => each.code === code)
  if (problem === undefined) return undefined
  const [first] = fixesFor(problem, parseDockerfile(dockerfile))
  return first === undefined ? undefined : applyEdits(dockerfile, first.edits)
}

function partOf(build: Build, kept: Kept): unknown {
  const { image } = build
  if (image === undefined) return `no image: ${build.failure?.text ?? ''}`
  switch (kept) {
    case 'image':
      return configDigest(image)
    case 'layers':
      return image.layers.map((layer) => layer.diffID)
    case 'files':
      return paths(image)
    default:
      return image.settings
  }
}

function paths(image: Image): readonly string[] {
  return [...walkTree(image.tree)].map(([path]) => path).filter((path) => !path.includes('/log/'))
}

describe('no fix is offered', () => {
  const none = (code: string, dockerfile: string) => expect(mended(code, dockerfile)).toBeUndefined()
  it('that would take lists from a later line', () =>
    none('DL3009', `${debian}\nRUN apt-get update\nRUN apt-get install -y curl\n`))
  it('that would join what changes the shell', () => none('DL3059', `${alpine}\nRUN cd /tmp\nRUN echo > a\n`))
  it('that would put a command behind a comment', () => none('DL3059', `${alpine}\nRUN echo # a\nRUN echo b\n`))
  it('for a base whose shell is not known', () => none('DL4006', 'FROM caddy:latest\nRUN ls | sort\n'))
  it('for a path that only the builder can work out', () => none('DL3000', `${alpine}\nARG A\nWORKDIR b/$A\n`))
})

describe('edits', () => {
  it('are made in any order', () =>
    expect(
      applyEdits('abc', [
        { range: { from: 2, to: 3 }, text: 'C' },
        { range: { from: 0, to: 0 }, text: '-' },
      ]),
    ).toBe('-abC'))
  it('may not overlap', () =>
    expect(() =>
      applyEdits('abc', [
        { range: { from: 0, to: 2 }, text: '' },
        { range: { from: 1, to: 3 }, text: '' },
      ]),
    ).toThrow(RangeError))
})
