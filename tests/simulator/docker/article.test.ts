import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const service = readFileSync('content/fixtures/hello-py/hello_container_service.py', 'utf8')
const files = {
  Dockerfile:
    'FROM python:alpine3.12\nADD hello_container_service.py /\nCMD ["python", "./hello_container_service.py"]\n',
  'hello_container_service.py': service,
}

it('builds, runs and answers, as the article does', () => {
  const { text } = typed(
    hostWith(files),
    'docker build -q -t hello . >/dev/null && docker images',
    'docker run --name hello --rm -d -t -p 8081:8081 hello >/dev/null; curl -s localhost:8081; echo',
    'docker logs hello',
  )
  expect(text).toMatch(/hello {8}latest {4}[0-9a-f]{12} {3}[^ ].* {3}44\.9MB/)
  expect(text).toContain('{"message": "Hello, container!"}\n')
  expect(text).toMatch(/Starting to serve on port 8081\n.*"GET \/ HTTP\/1\.1" 200 -/)
})

it('says at start nothing where the output is no terminal', () => {
  const { text } = typed(
    hostWith(files),
    'docker build -q -t hello . >/dev/null',
    'docker run --name hello -d -p 8081:8081 hello >/dev/null',
    'docker logs hello',
  )
  expect(text).not.toContain('Starting')
})

it('answers otherwise after an edit and a build', () => {
  const { text } = typed(
    hostWith(files),
    'docker build -q -t hello . >/dev/null',
    "sed -i 's/Hello, container!/Good morning/' hello_container_service.py",
    'docker build -q -t hello . >/dev/null; docker run -d -p 81:8081 hello >/dev/null; curl -s localhost:81; echo',
  )
  expect(text).toContain('{"message": "Good morning"}\n')
})

it('keeps the directory, variables and the last status from line to line', () =>
  expect(typed(hostWith(files), 'cd /tmp; x=5', 'echo $PWD $x; false', 'echo $?').text).toBe(
    '$ cd /tmp; x=5\n$ echo $PWD $x; false\n/tmp 5\n[1]\n$ echo $?\n1\n',
  ))
