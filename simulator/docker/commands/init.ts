import { exists, list, readTextFile, writeFile } from '../../machine/files.ts'
import type { Process } from '../../machine/process.ts'
import { complain, dockerCommand, say } from '../command.ts'

/** A start for one language: what tells it, and the Dockerfile to begin with. */
interface Start {
  readonly language: string
  readonly isIt: (names: readonly string[]) => boolean
  readonly dockerfile: (process: Process, names: readonly string[]) => string
  readonly ignored: readonly string[]
}

const usual = ['.git', '.gitignore', '.dockerignore', 'Dockerfile*', '*.md', '.env']

const starts: readonly Start[] = [
  {
    language: 'Node',
    isIt: (names) => names.includes('package.json'),
    ignored: ['node_modules', 'npm-debug.log'],
    dockerfile: (process, names) => {
      const main = /"main"\s*:\s*"([^"]+)"/.exec(readTextFile(process, 'package.json').value ?? '')?.[1] ?? 'index.js'
      const lock = names.includes('package-lock.json')
      return `FROM node:22-alpine
WORKDIR /app
COPY package.json ${lock ? 'package-lock.json ' : ''}./
RUN ${lock ? 'npm ci' : 'npm install'} --omit=dev
COPY . .
USER node
EXPOSE 3000
CMD ["node", "${main}"]
`
    },
  },
  {
    language: 'Go',
    isIt: (names) => names.includes('go.mod'),
    ignored: ['bin'],
    dockerfile: (_, names) => `FROM golang:1.25-alpine AS build
WORKDIR /src
COPY go.mod ${names.includes('go.sum') ? 'go.sum ' : ''}./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM gcr.io/distroless/static-debian12
COPY --from=build /app /app
USER 65532
EXPOSE 8080
ENTRYPOINT ["/app"]
`,
  },
  {
    language: 'Java',
    isIt: (names) => names.includes('pom.xml'),
    ignored: ['target'],
    dockerfile: () => `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src src
RUN mvn -B package

FROM eclipse-temurin:21-jre-alpine
WORKDIR /app
COPY --from=build /src/target/*.jar app.jar
USER 10001
EXPOSE 8080
CMD ["java", "-jar", "app.jar"]
`,
  },
  {
    language: 'Python',
    isIt: (names) => names.some((name) => name === 'requirements.txt' || name.endsWith('.py')),
    ignored: ['__pycache__', '*.pyc', '.venv'],
    dockerfile: (_, names) => {
      const scripts = names.filter((name) => name.endsWith('.py'))
      const main = scripts.find((name) => /^(app|main)\.py$/.test(name)) ?? scripts[0] ?? 'app.py'
      const needs = names.includes('requirements.txt')
        ? 'COPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n'
        : ''
      return `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
${needs}COPY . .
USER 10001
EXPOSE 8000
CMD ["python", "${main}"]
`
    },
  },
]

/** `docker init` asks; this one looks at the files, and writes what suits them. */
export const init = dockerCommand({
  names: ['init'],
  usage: '',
  summary: 'Creates a Dockerfile and a .dockerignore for the project in this folder',
  flags: '',
  words: [0, 0],
  run: ({ process }) => {
    process.machine.note({
      kind: 'modelled',
      message: 'docker init asks what a project is; here it is told from the files, and the Dockerfile is ours.',
    })
    const names = list(process, '.').value ?? []
    const start = starts.find(({ isIt }) => isIt(names))
    if (start === undefined) {
      complain(process, 'docker init: no project of Python, Node, Go or Java is in this folder')
      return 1
    }
    const there = ['Dockerfile', '.dockerignore'].filter((name) => exists(process, name))
    if (there.length > 0) {
      complain(
        process,
        `docker init: ${there.join(' and ')} would be written over; remove ${there.length === 1 ? 'it' : 'them'} first`,
      )
      return 1
    }
    writeFile(process, 'Dockerfile', start.dockerfile(process, names))
    writeFile(process, '.dockerignore', [...usual, ...start.ignored].map((line) => `${line}\n`).join(''))
    say(
      process,
      `${start.language}: wrote Dockerfile and .dockerignore. Ports and the start command are guesses: look at them.`,
    )
    return 0
  },
})
