import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ShellAnswer, ShellAsk } from '../../../src/engine/typing.ts'
import { Spoken } from './desk-notation.ts'

const service = readFileSync('content/fixtures/hello-py/hello_container_service.py', 'utf8')
const dockerfile =
  'FROM python:alpine3.12\nADD hello_container_service.py /\nCMD ["python", "./hello_container_service.py"]\n'
let spoken: Spoken

beforeEach(async () => {
  spoken = new Spoken()
  await spoken.project(dockerfile, `hello_container_service.py=${service}`)
})

/** Asks a shell; gives the answer. */
async function ask(question: ShellAsk, shell = 1): Promise<ShellAnswer> {
  await spoken.ask('shell', { shell, question })
  return spoken.last('shell').answer
}

/** Types lines, a second apart; gives what the last one printed, and after it the name of what stays in the foreground. */
async function typed(...lines: readonly string[]): Promise<string> {
  let printed = ''
  for (const line of lines) {
    const answer = await ask({ kind: 'line', line, passedMs: 1000 })
    printed = shown(answer)
    if (answer.kind === 'ran' && answer.isHeld === true) await ask({ kind: 'seen' })
  }
  return printed
}

function shown(answer: ShellAnswer): string {
  if (answer.kind !== 'ran') return JSON.stringify(answer)
  const { output, standing } = answer
  return output.map(({ text }) => text).join('') + (standing.attached === undefined ? '' : `[${standing.attached}]`)
}

const runHello = 'docker run --name hello --rm -t -p 8081:8081 hello'

it('begins in the folder of the project', async () => {
  expect(await ask({ kind: 'begin' })).toEqual({ kind: 'ran', output: [], standing: { directory: '~/a', status: 0 } })
  expect(await typed('ls')).toBe('Dockerfile\nhello_container_service.py\n')
})

it('fetches the images that a line needs, and runs it once', async () =>
  expect(await typed('docker run --rm busybox echo it runs')).toMatch(/^Unable to find [\s\S]*\nit runs\n$/))

it('tells a build that was typed like one of the button', async () => {
  expect(await typed('docker build -t hello .')).toContain('naming to docker.io/library/hello')
  expect(spoken.last('built')).toMatchObject({ typed: true, build: { tags: ['hello'], dockerfilePath: 'Dockerfile' } })
  const own = spoken.last('forecast').forecast.steps.filter(({ instruction }) => instruction !== undefined)
  expect(own.map(({ willBe }) => willBe)).toEqual(['cached', 'cached'])
})

it('lists what the button has built, also before the terminal was opened', async () => {
  await spoken.ask('build', {})
  expect(await typed('docker images')).toMatch(/^a +latest +[0-9a-f]{12} .* 44\.9MB$/m)
})

it('reuses in the terminal what the button has built', async () => {
  await spoken.ask('build', {})
  expect(await typed('docker build -t hello .')).toMatch(/ => CACHED \[2\/2\] ADD hello_container_service.py/)
})

describe('images of the host and the button', () => {
  const problems = (): readonly string[] =>
    spoken
      .last('forecast')
      .forecast.problems.filter(({ severity }) => severity === 'error')
      .map(({ message }) => message)

  it('builds by the button on an image that was built by a line', async () => {
    await typed('docker build -t company/base:1 .')
    const below = spoken.last('built').build.image?.layers.length ?? 0
    await spoken.project('FROM company/base:1\nRUN echo more > /more\n')
    expect(problems()).toEqual([])
    await spoken.ask('build', {})
    const { image, failure } = spoken.last('built').build
    expect(failure).toBeUndefined()
    expect(image?.layers.length).toBe(below + 1)
    expect(
      await typed('docker build -q -t typed .', 'docker run --rm typed ls /more /hello_container_service.py'),
    ).toBe('/hello_container_service.py\n/more\n')
  })

  it('builds on what the button has built, without a terminal and with one', async () => {
    await spoken.ask('build', {})
    await spoken.project('FROM a:latest\nRUN echo more > /more\n')
    expect(problems()).toEqual([])
    expect(await typed('docker build -t b . 2>&1 | tail -n 3')).toContain('naming to docker.io/library/b')
  })

  it('tells the forecast anew when a line gives or takes the image that it begins with', async () => {
    await spoken.project('FROM other:2\nRUN true\n')
    expect(problems()).not.toEqual([])
    await typed('docker pull busybox', 'docker tag busybox other:2')
    expect(problems()).toEqual([])
    await typed('docker rmi other:2')
    expect(problems()).not.toEqual([])
  })
})

it('tells what a line changed of the files, and builds with it', async () => {
  const answer = await ask({
    kind: 'line',
    line: "sed -i 's/Hello/Bye/' *.py; rm Dockerfile; mkdir -p x/y",
    passedMs: 0,
  })
  expect(answer).toMatchObject({
    change: { removed: ['Dockerfile'], files: [{ path: 'hello_container_service.py' }, { path: 'x/y', folder: true }] },
  })
  expect(JSON.stringify(answer)).toContain('Bye, container!')
})

it('sees in a shell what was written in the editor', async () => {
  await typed('ls')
  await spoken.project(dockerfile, 'new.txt=written in the editor')
  expect(await typed('cat new.txt')).toBe('written in the editor')
})

it('streams what a container in the foreground writes, and interrupts it', async () => {
  const loop = `docker run --rm --name beat busybox sh -c 'trap "echo stopping; exit 3" INT; while :; do echo beat; sleep 2; done'`
  expect(await typed(loop)).toMatch(/Downloaded newer image for busybox:latest\nbeat\n\[beat\]$/)
  expect(shown(await ask({ kind: 'pass', passedMs: 1000 }))).toBe('[beat]')
  expect(shown(await ask({ kind: 'pass', passedMs: 3500 }))).toBe('beat\nbeat\n[beat]')
  // A shell comes to its trap when its sleep has ended.
  expect(shown(await ask({ kind: 'interrupt', passedMs: 500 }))).toBe('[beat]')
  const end = await ask({ kind: 'pass', passedMs: 2000 })
  expect(end).toMatchObject({ output: [{ text: 'stopping\n' }], standing: { status: 3 } })
  expect(await typed('echo $?')).toBe('3\n')
})

it('leaves a container that ignores Ctrl-C running after the third', async () => {
  await typed('docker run --name deaf busybox tail -f /dev/null')
  for (const _ of [1, 2]) expect(shown(await ask({ kind: 'interrupt', passedMs: 100 }))).toBe('[deaf]')
  expect(shown(await ask({ kind: 'interrupt', passedMs: 100 }))).toBe('got 3 SIGTERM/SIGINTs, forcefully exiting\n')
  expect(await typed('docker ps')).toMatch(/busybox +"tail -f \/dev\/null" .* Up .* deaf\n/)
})

it('ends the foreground of a shell when another one stops its container', async () => {
  await typed('docker run --rm --name beat busybox sh -c \'trap "echo bye; exit 7" TERM; while :; do sleep 1; done\'')
  await ask({ kind: 'line', line: 'docker stop beat', passedMs: 1000 }, 2)
  expect(await ask({ kind: 'pass', passedMs: 100 })).toMatchObject({
    output: [{ text: 'bye\n' }],
    standing: { status: 7 },
  })
})

it('ends a line that would run without end', async () => {
  expect(await typed('while :; do :; done')).toBe('stopped: this line would run without end\n')
})

it('bounds what a container writes', async () => {
  const printed = await typed(
    "docker run --rm --name loud busybox sh -c 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'",
  )
  expect(printed.length).toBeLessThan(201_000)
})

it('answers in another shell while a container is in the foreground', async () => {
  await typed('docker build -q -t hello .')
  expect(await typed(runHello)).toContain('[hello]')
  await ask({ kind: 'line', line: 'curl localhost:8081', passedMs: 1000 }, 2)
  expect(shown(spoken.last('shell').answer)).toBe('{"message": "Hello, container!"}')
  expect(shown(await ask({ kind: 'pass', passedMs: 500 }))).toMatch(/"GET \/ HTTP\/1\.1" 200 -\r?\n\[hello\]$/)
  expect(shown(await ask({ kind: 'interrupt', passedMs: 500 }))).toContain('KeyboardInterrupt')
  expect(await typed('docker ps -a')).not.toContain('hello')
})

it('has nodes beside the laptop, each with docker and files of its own', async () => {
  await typed('docker login -u you -p x; docker build -q -t you/hello . && docker push -q you/hello')
  await ask({ kind: 'begin', host: 'node-1' }, 2)
  expect(spoken.last('shell').answer).toMatchObject({ standing: { host: 'node-1', directory: '~/work' } })
  const onNode = async (line: string): Promise<string> => shown(await ask({ kind: 'line', line, passedMs: 0 }, 2))
  expect(await onNode('ls; hostname; docker images -q')).toBe('node-1\n')
  expect(await onNode('docker run -d --name hello -p 8081:8081 you/hello')).toMatch(
    /^Unable to find [\s\S]*[0-9a-f]{64}\n$/,
  )
  expect(await onNode('curl -s localhost:8081')).toBe('{"message": "Hello, container!"}')
  expect(await typed('curl -s localhost:8081; docker ps -q')).toBe('')
})

it('lets the clocks of all computers go together', async () => {
  await ask({ kind: 'begin', host: 'node-1' }, 2)
  await typed('sleep 3600')
  await ask({ kind: 'line', line: 'date +%H:%M', passedMs: 0 }, 2)
  expect(shown(spoken.last('shell').answer)).toBe('13:00\n')
})

it('types into a shell that runs in a container, until that ends', async () => {
  expect(await typed('docker run -it --rm --name box busybox')).toMatch(/\/ # \[box\]$/)
  expect(spoken.last('shell').answer).toMatchObject({ standing: { prompt: '/ # ' } })
  const into = async (line: string): Promise<string> => shown(await ask({ kind: 'input', line, passedMs: 500 }))
  expect(await into('cd /tmp && echo $((6 * 7)) > answer')).toBe('/tmp # [box]')
  expect(await into('cat answer')).toBe('42\n/tmp # [box]')
  expect(await into('exit 3')).toBe('')
  expect(await typed('echo $?; docker ps -aq')).toBe('3\n')
})

it('leaves a container running by Ctrl-P Ctrl-Q, and ends an exec by Ctrl-D', async () => {
  await typed('docker run -it --name box busybox')
  expect(shown(await ask({ kind: 'detach', passedMs: 100 }))).toBe('')
  expect(await typed('docker exec -it box sh')).toContain('/ # [box]')
  expect(shown(await ask({ kind: 'end-of-input', passedMs: 100 }))).not.toContain('[box]')
  expect(await typed('docker ps --format "{{.Names}}"')).toBe('box\n')
})

it('keeps in the project what is written to a folder that is mounted', async () => {
  await typed('docker run -it --rm -v "$PWD":/here busybox')
  expect(await ask({ kind: 'input', line: 'echo from inside > /here/new.txt', passedMs: 0 })).toMatchObject({
    change: { files: [{ path: 'new.txt', text: 'from inside\n' }] },
  })
})

it('keeps symbolic links of the machine when the editor takes a file away', async () => {
  await typed('mkdir lib && ln -s ../Dockerfile lib/link && echo x > lib/file')
  await spoken.ask('project', {
    change: {
      files: [],
      removed: ['hello_container_service.py', 'lib/file'],
      options: { dockerfile: 'Dockerfile', tag: 'a' },
    },
  })
  expect(await typed('find . | sort; head -n1 lib/link')).toBe(
    '.\n./Dockerfile\n./lib\n./lib/link\nFROM python:alpine3.12\n',
  )
})

describe('the next visit', () => {
  /** Another desk with the files of this one, which has done again what was done. */
  async function visitAgain(): Promise<void> {
    const deeds = spoken.told.flatMap((tell) => (tell.kind === 'machine' && tell.deed !== undefined ? [tell.deed] : []))
    spoken = new Spoken()
    await spoken.project(dockerfile, `hello_container_service.py=${service}`)
    await spoken.ask('machine', { deeds: JSON.parse(JSON.stringify(deeds)) })
  }

  it('finds containers, images and pushes as they were, and the cache', async () => {
    await spoken.ask('build', {})
    await typed('docker tag a you/a; docker login -u you -p x; docker push -q you/a', 'docker build -q -t hello .')
    await typed('docker run -d --name hello -p 8081:8081 hello; curl -s localhost:8081; sleep 60')
    const before = await typed('docker ps -a; docker images; docker logs hello; docker history hello')
    await visitAgain()
    expect(await typed('docker ps -a; docker images; docker logs hello; docker history hello')).toBe(before)
    expect(await typed('docker push you/a | cat')).toContain('Layer already exists')
    expect(await typed('docker build -t hello .')).toContain('CACHED [2/2] ADD')
  })
  it('finds what nodes have, what was typed into containers, and links', async () => {
    await typed('ln -s Dockerfile link; docker run -it --name box busybox')
    await ask({ kind: 'input', line: 'echo kept > /kept', passedMs: 0 })
    await ask({ kind: 'begin', host: 'node-1' }, 2)
    await ask({ kind: 'line', line: 'docker pull -q alpine:3.22', passedMs: 0 }, 2)
    await visitAgain()
    expect(await typed('readlink link; docker exec box cat /kept')).toBe('Dockerfile\nkept\n')
    await ask({ kind: 'begin', host: 'node-1' }, 2)
    expect(shown(await ask({ kind: 'line', line: 'docker images -q | wc -l', passedMs: 0 }, 2))).toBe('1\n')
  })
  it('keeps nothing of lines that change nothing, nor values of secrets', async () => {
    await typed('ls', 'docker images', 'cd /tmp', 'x=1')
    const lines = spoken.told.flatMap((tell) =>
      tell.kind === 'machine' && tell.deed?.kind === 'line' ? [tell.deed.line] : [],
    )
    expect(lines.filter((line) => line !== 'ls')).toEqual([])
  })
})
