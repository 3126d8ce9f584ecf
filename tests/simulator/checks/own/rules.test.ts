import { describe, expect, it } from 'vitest'
import { checkRules } from '../../../../simulator/index.ts'
import { found, problemsIn } from '../../../notation/checks.ts'

const alpine = 'FROM alpine:3.22\n'
const debian = 'FROM debian:bookworm-slim\n'

/** `code`: what is looked at; then a Dockerfile and what is underlined in it. */
function check(code: string, dockerfile: string, ...underlined: readonly string[]) {
  expect(found(dockerfile, new RegExp(`^${code}$`))).toEqual(underlined.map((text) => `${code} ${text}`))
}

describe('no-user', () => {
  it('is about what is started', () => check('no-user', `${alpine}CMD ["a"]\n`, 'CMD'))
  it('is silent for an image that starts nothing of its own', () => check('no-user', `${alpine}RUN true\n`))
  it('is silent when a USER is set', () => check('no-user', `${alpine}USER 1000\nCMD ["a"]\n`))
  it('is silent when the base sets one', () =>
    check('no-user', 'FROM gcr.io/distroless/static-debian13:nonroot\nCMD ["/a"]\n'))
  it('counts a USER of the stage below', () => check('no-user', `FROM alpine:3.22 AS a\nUSER 1\nFROM a\nCMD ["a"]\n`))
  it('does not count a USER of another stage', () =>
    check('no-user', `FROM alpine:3.22 AS a\nUSER 1\n${alpine}CMD ["a"]\n`, 'CMD'))
  it('leaves a USER that says root to DL3002', () => {
    check('no-user', `${alpine}USER 1\nUSER root\nCMD ["a"]\n`)
    check('DL3002', `${alpine}USER 1\nUSER root\nCMD ["a"]\n`, 'USER')
  })
  it('knows root by number and through a variable', () => check('DL3002', `${alpine}ARG WHO=0:0\nUSER $WHO\n`, 'USER'))
})

describe('bases', () => {
  it('wants a tag', () => check('DL3006', 'FROM alpine\n', 'alpine'))
  it('sees no tag in a port', () => check('DL3006', 'FROM localhost:5000/a\n', 'localhost:5000/a'))
  it('lets a stage and scratch be', () => check('DL3006', 'FROM scratch AS a\nFROM a\n'))
  it('reads the name with its variables', () => check('DL3006', 'ARG T=3.22\nFROM alpine:$T\n'))
  it('wants no latest', () => check('DL3007', 'FROM alpine:latest\n', 'alpine:latest'))
  it('wants every stage to have its own name', () => check('DL3024', 'FROM scratch AS a\nFROM scratch AS A\n', 'A'))
})

describe('packages', () => {
  it('have versions: apt-get', () => check('DL3008', `${debian}RUN apt-get install -y git curl=1 ./a.deb $X\n`, 'git'))
  it('have versions: the value of an option is none', () =>
    check('DL3008', `${debian}RUN apt-get install -y -t bookworm curl=1\n`))
  it('have versions: pip, also as a module', () =>
    check('DL3013', `FROM python:3.13\nRUN python -m pip install -r a.txt flask\n`, 'flask'))
  it('have versions: a path and a file of requirements are none', () =>
    check('DL3013', `FROM python:3.13\nRUN pip install -r a.txt && pip install . && pip install 'a==1' b.whl\n`))
  it('have versions: npm, with scopes', () =>
    check('DL3016', `FROM node:22\nRUN npm i -g @a/b@1 @a/c && npm install\n`, '@a/c'))
  it('have versions: apk, but for the name of a group', () =>
    check('DL3018', `${alpine}RUN apk add -t .build gcc~=14 'make>1' curl\n`, 'curl'))
  it('leave no lists', () => check('DL3009', `${debian}RUN apt-get update && apt-get install -y a\n`, 'apt-get update'))
  it('leave no lists: removed in the same RUN', () =>
    check('DL3009', `${debian}RUN apt-get update && rm -rf /var/lib/apt/lists/*\n`))
  it('leave no lists: a later RUN is too late', () =>
    check('DL3009', `${debian}RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\n`, 'apt-get update'))
  it('leave no lists: a cache mount keeps them out', () =>
    check('DL3009', `${debian}RUN --mount=type=cache,target=/var/lib/apt apt-get update\n`))
  it('may leave what they like in a stage that is not shipped', () =>
    check(
      'DL3009',
      `FROM debian:bookworm-slim AS b\nRUN apt-get update\nFROM scratch\nCOPY --from=b /etc/os-release /\n`,
    ))
  it('leave no index', () => check('DL3019', `${alpine}RUN apk -q add curl\n`, 'apk -q add'))
  it('leave no cache', () => check('DL3042', `FROM python:3.13\nRUN pip install -r a.txt\n`, 'pip install'))
  it('leave no cache: a variable says so', () =>
    check('DL3042', `FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\nRUN pip install -r a.txt\n`))
  it('come without recommended ones', () =>
    check(
      'DL3015',
      `${debian}RUN apt-get -y install --no-install-recommends a && apt-get install b\n`,
      'apt-get install',
    ))
})

describe('RUN', () => {
  it('keeps no directory', () => check('DL3003', `${alpine}RUN cd /a && make\n`, 'cd'))
  it('may change it in a subshell', () => check('DL3003', `${alpine}RUN (cd /a && make)\n`))
  it('needs no sudo, and is read through it', () => {
    check('DL3004', `${debian}RUN sudo -E apt-get install -y a=1\n`, 'apt-get')
    check('DL3015', `${debian}RUN sudo -E apt-get install -y a=1\n`, 'apt-get install')
  })
  it('uses apt-get', () => check('DL3027', `${debian}RUN if true; then apt install a=1; fi\n`, 'apt'))
  it('reads words, not letters', () => check('DL3027', `${debian}RUN echo "apt install" apt # apt install\n`))
  it('fails with its pipes', () => check('DL4006', `${alpine}RUN wget -O- x | tar x\n`, 'wget'))
  it('fails with its pipes: told so', () => check('DL4006', `${alpine}RUN set -eo pipefail; wget -O- x | tar x\n`))
  it('fails with its pipes: by SHELL', () =>
    check('DL4006', `${debian}SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\n`))
  it('fails with its pipes: what cannot fail before them', () => check('DL4006', `${alpine}RUN echo a | b\n`))
  it('belongs to the one before', () => check('DL3059', `${alpine}RUN a\nRUN b\n`, 'RUN'))
  it('stands alone with other flags', () => check('DL3059', `${alpine}RUN a\nRUN --network=none b\n`))
  it('is found in the body of a here-document', () => check('DL3027', `${debian}RUN <<E\napt update\nE\n`, 'apt'))
  it('does not take the input of a command for a script', () =>
    check('DL3027', `${debian}RUN <<E cat\napt update\nE\n`))
  it('is found over joined lines', () =>
    check('DL3008', `${debian}RUN apt-get \\\n  # no\n  install -y \\\n  curl\n`, 'curl'))
  it('is left alone under another kind of shell', () =>
    check('DL3003', `${alpine}SHELL ["powershell", "-Command"]\nRUN cd /a\n`))
})

describe('copies', () => {
  it('use ADD for more than files only', () => check('DL3020', `${alpine}ADD . /a\n`, 'ADD'))
  it('use ADD for archives and addresses', () => check('DL3020', `${alpine}ADD a.tar.gz https://x.example/y /a/\n`))
  it('come from a stage of this file', () => check('DL3022', `${alpine}COPY --from=bulid /a /\n`, 'bulid'))
  it('come from an image with a tag', () => check('DL3022', `${alpine}COPY --from=busybox:1.38 /a /\n`))
  it('come from another stage', () => check('DL3023', `FROM alpine:3.22 AS a\nCOPY --from=a /a /\n`, 'a'))
  it('take what is needed', () => check('DL3067', `FROM alpine:3.22 AS a\nFROM scratch\nCOPY --from=a /. /\n`, '/.'))
})

describe('what is started', () => {
  it('is written as a list', () => check('DL3025', `${alpine}CMD a b\n`, 'a b'))
  it('is said once', () => {
    check('DL4003', `${alpine}CMD ["a"]\nCMD ["b"]\n`, 'CMD')
    check('DL4004', `${alpine}ENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n`, 'ENTRYPOINT')
  })
  it('has an author in a label', () => check('DL4000', `${alpine}MAINTAINER a\n`, 'MAINTAINER'))
  it('has a whole path to work in', () => check('DL3000', `${alpine}WORKDIR /a\nWORKDIR ./b\n`, './b'))
})

describe('switching off', () => {
  it('works by docker’s comment', () => check('DL3018', `${alpine}# check=skip=DL3018\nRUN apk add --no-cache a\n`))
  it('works by docker’s directive', () => check('DL3018', `# check=skip=DL3018\n${alpine}RUN apk add --no-cache a\n`))
  it('works by hadolint’s comment', () =>
    check('DL3018', `${alpine}# hadolint ignore=DL3008,DL3018\nRUN apk add --no-cache a\n`))
  it('works for a whole file', () =>
    check('DL3018', `# hadolint global ignore=DL3018\n${alpine}RUN apk add --no-cache a\n`))
  it('concerns the instruction below only', () =>
    check('DL3018', `${alpine}# hadolint ignore=DL3018\nRUN apk add --no-cache a\nRUN apk add --no-cache b\n`, 'b'))
})

describe('the rules', () => {
  it('never stop a build', () =>
    expect(problemsIn(`# check=error=true\n${alpine}WORKDIR /a\nWORKDIR b\n`).map(({ severity }) => severity)).toEqual([
      'note',
    ]))
  it('have names of their own', () =>
    expect([...checkRules.keys()].filter((code, at, all) => all.indexOf(code) !== at)).toEqual([]))
  it('find in the files of the article what is known to be there', () => {
    const only = /^(DL30(00|20|25)|no-user|JSONArgsRecommended|FromAsCasing)$/
    const codes = (text: string) => found(text, only).map((each) => each.split(' ')[0])
    expect(codes('FROM python:alpine3.12\nWORKDIR /app\nADD . /app\nEXPOSE 8081\nCMD ["python3", "a.py"]\n')).toEqual([
      'DL3020',
      'no-user',
    ])
    expect(
      codes(
        'FROM maven:3.6.3-openjdk-14-slim\nWORKDIR /maven\nCOPY . .\nRUN mvn clean package\nWORKDIR ./target\nCMD ls | grep -e "jar$" | xargs java -jar\n',
      ),
    ).toEqual(['DL3000', 'JSONArgsRecommended', 'DL3025', 'no-user'])
    expect(
      codes(
        'FROM maven:3.6.3-openjdk-14-slim as build\nWORKDIR /maven\nCOPY . .\nFROM adoptopenjdk:14.0.2_8-jre-hotspot-bionic\nWORKDIR /app\nCOPY --from=build /maven/target/*.jar .\nCMD ls | xargs java -jar\n',
      ),
    ).toEqual(['FromAsCasing', 'JSONArgsRecommended', 'DL3025', 'no-user'])
  })
})
