import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lessonHeads, readLesson } from '../../src/lessons/lesson.ts'
import { readScene } from '../../src/lessons/scene.ts'

/**
 * What the article that the course grew from says, shows or runs: where a lesson teaches it. `says` is found in the page; `types` is a command that a
 * terminal of the lesson runs when the page is set; `builds` are lines of the Dockerfile of a scene, which the content tests build.
 */
interface Row {
  readonly what: string
  readonly lesson: string
  readonly says?: RegExp
  readonly types?: RegExp
  readonly builds?: { readonly scene: string; readonly lines: readonly string[] }
}

const L01 = 'images-and-containers'
const L02 = 'the-dockerfile'
const L04 = 'gone-is-not-gone'
const L06 = 'cache-and-order'
const L09 = 'multi-stage'
const L14 = 'tags-digests-registries'
const hello = 'antsinmyey3sjohnson/hello-container-service:1.0'

const rows: Readonly<Record<string, Row>> = {
  S01: {
    what: 'an image is a program with libraries and files',
    lesson: L01,
    says: /every library and file that it needs/,
  },
  S02: { what: 'building blocks of microservices', lesson: L01, says: /images go so well with microservices/ },
  S03: { what: 'no technology is prescribed', lesson: L01, says: /chooses its own language and versions/ },
  S04: {
    what: 'a shared environment couples teams',
    lesson: L01,
    says: /They share a shelf, so they share every change/,
  },
  S05: { what: 'data stores are outside', lesson: L01, says: /a data store outside/ },
  S06: { what: 'images are immutable', lesson: L01, says: /Because an image cannot change, it can be handed around/ },
  S07: { what: 'a blueprint of containers', lesson: L01, says: /one blueprint gives many houses/ },
  S08: { what: 'docker’s format', lesson: L14, says: /docker’s format is today an open specification/ },
  S09: { what: 'layers add, modify, remove', lesson: 'layers', says: /it is new, it is different, or it is gone/ },
  S10: { what: 'the Dockerfile controls layers', lesson: 'layers', says: /The builder makes the sheets for you/ },
  S11: {
    what: 'the Dockerfile of hello',
    lesson: L02,
    builds: {
      scene: '1',
      lines: [
        'FROM python:alpine3.12',
        'ADD hello_container_service.py /',
        'CMD ["python", "./hello_container_service.py"]',
      ],
    },
  },
  S12: { what: 'comments', lesson: L02, says: /Lines that begin with # in a Dockerfile are comments/ },
  S13: { what: 'the reference of all instructions', lesson: L02, says: /Dockerfile reference/ },
  S14: {
    what: 'a layer is a delta, stored and sent once',
    lesson: 'layers',
    says: /stored once, sent once, and fetched once/,
  },
  S15: { what: 'two drawbacks', lesson: L06, says: /decides the price of every build that follows/ },
  S16: {
    what: 'A, B, C with a large file',
    lesson: L04,
    builds: {
      scene: '1',
      lines: [
        'RUN head -c 200000000 /dev/urandom > /very-large.bin',
        'RUN rm /very-large.bin',
        'RUN echo more > /more.txt',
      ],
    },
  },
  S17: { what: 'every image on top carries the file', lesson: L04, says: /so does every image built on those/ },
  S18: { what: 'a secret stays readable', lesson: 'secrets', says: /read the file that the container cannot see/ },
  S19: {
    what: 'all later layers are rebuilt',
    lesson: L06,
    says: /the step after it must run too, and the one after that/,
  },
  S20: {
    what: 'the bad order',
    lesson: L06,
    builds: { scene: '1', lines: ['FROM eclipse-temurin:21-jre', 'COPY src/ /app/src/', 'RUN apt-get update \\'] },
  },
  S21: { what: 'a changed source runs B and C', lesson: L06, says: /It ran again because the step before it did/ },
  S22: {
    what: 'build server, registry, cluster',
    lesson: L06,
    says: /A build server makes an image, pushes it to a registry, and every machine of the cluster pulls it/,
  },
  S23: { what: 'two layers in place of one', lesson: L06, says: /the build server sends two layers/ },
  S24: {
    what: 'order by how often lines change',
    lesson: L06,
    says: /Order lines from what changes least to what changes most/,
  },
  S25: {
    what: 'the good order',
    lesson: L06,
    builds: { scene: '2', lines: ['FROM eclipse-temurin:21-jre', 'RUN apt-get update \\', 'COPY src/ /app/src/'] },
  },
  S26: { what: 'build tools stay out', lesson: L09, says: /used, and left behind/ },
  S27: {
    what: 'DockerfileFat',
    lesson: L09,
    builds: {
      scene: '1',
      lines: [
        'FROM maven:3.6.3-openjdk-14-slim',
        'WORKDIR /maven',
        'COPY . .',
        'RUN mvn clean package',
        'WORKDIR ./target',
        'CMD ls | grep -e "jar$" | xargs java -jar',
      ],
    },
  },
  S28: { what: 'COPY . . with .dockerignore', lesson: L09, says: /all but what .dockerignore leaves at home/ },
  S29: { what: 'WORKDIR, also a relative one', lesson: L09, says: /The second WORKDIR is relative/ },
  S30: { what: 'mvn clean package', lesson: L09, builds: { scene: '1', lines: ['RUN mvn clean package'] } },
  S31: { what: 'the pipeline of CMD', lesson: L09, says: /So does the grep -e "jar\$" in the CMD/ },
  S32: { what: 'building fat', lesson: L09, types: /^\$ docker build -t example:fat -f DockerfileFat \.$/m },
  S33: { what: 'about 500 MB', lesson: L09, says: /It comes to ≈ (4[89]\d|5[0-2]\d) MB/ },
  S34: {
    what: 'building and running apart',
    lesson: L09,
    says: /As long as building and running happen on the same stack, the tools are in the stack/,
  },
  S35: {
    what: 'DockerfileSlim',
    lesson: L09,
    builds: {
      scene: '2',
      lines: [
        'FROM maven:3.6.3-openjdk-14-slim as build',
        'FROM adoptopenjdk:14.0.2_8-jre-hotspot-bionic',
        'WORKDIR /app',
        'COPY --from=build /maven/target/*.jar .',
      ],
    },
  },
  S36: { what: 'building slim', lesson: L09, types: /^\$ docker build -t example:slim -f DockerfileSlim \.$/m },
  S37: { what: 'hello greets every GET on 8081', lesson: L01, says: /Starting to serve on port 8081/ },
  S38: {
    what: 'building under a registry’s name',
    lesson: L14,
    types: new RegExp(`^\\$ docker build -t ${hello} \\.$`, 'm'),
  },
  S39: { what: 'docker push', lesson: L14, types: new RegExp(`^\\$ docker push ${hello}$`, 'm') },
  S40: {
    what: 'docker run and its flags',
    lesson: L01,
    types: /^\$ docker run --name hello-container-service --rm -t -p 8081:8081 \\$/m,
  },
  S41: {
    what: 'curl and its answer',
    lesson: L01,
    types: /^\$ curl localhost:8081\n {2}prints \{"message": "Hello, container!"\}$/m,
  },
  S42: {
    what: 'anyone with a daemon can run it',
    lesson: L14,
    says: /anyone with docker can, and what is missing is fetched/,
  },
  S43: {
    what: 'each service in its own image',
    lesson: L01,
    says: /Pack hello with a Python 3.9 of its own and labels with a 3.13/,
  },
  S44: { what: 'public and private registries', lesson: L14, says: /can be public[^.]*pull[\s\S]*Or it is private/ },
  S45: { what: 'orchestrators', lesson: L14, says: /An orchestrator such as Kubernetes/ },
}

/** The words of a lesson's page. */
async function wordsOf(slug: string): Promise<string> {
  const { html } = await readLesson(slug)
  return html
    .replace(/<\/?(?:em|strong|code|a|span|samp)\b[^>]*>/g, '')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&quot;', '"')
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
}

const pages = new Map(await Promise.all(lessonHeads().map(async ({ slug }) => [slug, await wordsOf(slug)] as const)))

describe('the article', () => {
  it('has 45 things to teach', () =>
    expect(Object.keys(rows)).toEqual(Array.from({ length: 45 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`)))

  it.each(Object.entries(rows))('%s is taught', (_, { lesson, says, types, builds }) => {
    if (says !== undefined) expect(pages.get(lesson)).toMatch(says)
    if (types !== undefined) {
      const text = readFileSync(`content/lessons/${lesson}/index.md`, 'utf8')
      const blocks = [...text.matchAll(/```terminal[^\n]*\n([\s\S]*?)```/g)].map((match) => match[1]).join('\n')
      expect(blocks).toMatch(types)
    }
    if (builds !== undefined) {
      const { project } = readScene('.', `content/lessons/${lesson}/scenes/${builds.scene}`, lesson)
      const dockerfile = project.files.find(({ path }) => path === (project.dockerfile ?? 'Dockerfile'))?.text
      expect(dockerfile?.split('\n')).toEqual(expect.arrayContaining([...builds.lines]))
    }
    expect([says, types, builds].some((one) => one !== undefined)).toBe(true)
  })
})
