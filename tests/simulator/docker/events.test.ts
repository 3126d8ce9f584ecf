import { describe, expect, it } from 'vitest'
import type { Host } from '../../../simulator/docker/host.ts'
import { runLine } from '../../../simulator/docker/line.ts'
import { interrupted, lookedAt, withTimePassed } from '../../../simulator/docker/passing.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith, typed } from './notation.ts'

const world = { catalog: readCatalog(), programs }
const files = { Dockerfile: 'FROM busybox\nLABEL x=y\n' }

/** A host that has busybox. */
function begun(): Host {
  return typed(hostWith(files), 'docker pull -q busybox; sleep 1').host
}

/** What a line made docker tell, without times and IDs. Docker's own network, which the recorder had not, is left out. */
function told(host: Host, line: string, flags = ''): readonly string[] {
  const { seconds, nanoseconds } = host.clock
  const before = `${seconds}.${`${nanoseconds}`.padStart(9, '0')}`
  const after = typed(host, line).host
  const { output } = runLine(after, `docker events --since ${before} --until 0s ${flags}`, world)
  return output
    .map(({ text }) => text)
    .join('')
    .split('\n')
    .filter((one) => one !== '' && !one.includes('name=bridge'))
    .map((one) => one.replace(/^\S+ /, '').replace(/(sha256:)?[0-9a-f]{64}/g, 'ID'))
}

/** A host after a line, and what the next one made docker tell. */
function toldAfter(first: string, line: string): readonly string[] {
  const { host } = typed(begun(), first)
  return told(typed(host, 'sleep 3').host, line)
}

const container = 'container run -d --name held --label a=b -v vol:/v busybox sleep 1000'
const running = `docker ${container}`

// As recorded from a real docker.
describe('docker events', () => {
  it('tells the life of a container that is attached', () =>
    expect(told(begun(), "docker run --rm --name once busybox sh -c 'exit 3'")).toEqual([
      'container create ID (image=busybox, name=once)',
      'container attach ID (image=busybox, name=once)',
      'container start ID (image=busybox, name=once)',
      'container die ID (execDuration=0, exitCode=3, image=busybox, name=once)',
      'container destroy ID (image=busybox, name=once)',
    ]))
  it('tells of one in the background with a volume', () =>
    expect(told(begun(), running)).toEqual([
      'volume create vol (driver=local)',
      'container create ID (a=b, image=busybox, name=held)',
      'volume mount vol (container=ID, destination=/v, driver=local, propagation=, read/write=true)',
      'container start ID (a=b, image=busybox, name=held)',
    ]))
  it('tells of one that cannot be started no start', () =>
    expect(told(begun(), 'docker run --name none busybox nosuch')).toEqual([
      'container create ID (image=busybox, name=none)',
      'container attach ID (image=busybox, name=none)',
    ]))
  it('tells of signals, stops and starts', () => {
    const of = '(execID=ID, image=busybox, name=held)'
    expect(
      toldAfter(
        'docker run -d --name held busybox sleep 1000',
        "docker exec held sh -c 'exit 3'; docker exec -d held true; docker kill -s USR1 held; docker stop -t 1 held; docker start held; docker restart -t 1 held; docker kill held; docker rm held",
      ),
    ).toEqual([
      `container exec_create: sh -c exit 3 ID ${of}`,
      `container exec_start: sh -c exit 3 ID ${of}`,
      'container exec_die ID (execID=ID, exitCode=3, image=busybox, name=held)',
      `container exec_create: true  ID ${of}`,
      `container exec_start: true  ID ${of}`,
      'container exec_die ID (execID=ID, exitCode=0, image=busybox, name=held)',
      'container kill ID (image=busybox, name=held, signal=10)',
      'container kill ID (image=busybox, name=held, signal=15)',
      'container kill ID (image=busybox, name=held, signal=9)',
      'container stop ID (image=busybox, name=held)',
      'container die ID (execDuration=4, exitCode=137, image=busybox, name=held)',
      'container start ID (image=busybox, name=held)',
      'container kill ID (image=busybox, name=held, signal=15)',
      'container kill ID (image=busybox, name=held, signal=9)',
      'container stop ID (image=busybox, name=held)',
      'container die ID (execDuration=1, exitCode=137, image=busybox, name=held)',
      'container start ID (image=busybox, name=held)',
      'container restart ID (image=busybox, name=held)',
      'container kill ID (image=busybox, name=held, signal=9)',
      'container die ID (execDuration=0, exitCode=137, image=busybox, name=held)',
      'container destroy ID (image=busybox, name=held)',
    ])
  })
  it('tells what is done to one that runs, up to its end by force', () => {
    const of = '(a=b, image=busybox, name=held)'
    expect(
      toldAfter(
        running,
        'docker pause held; docker unpause held; docker top held; docker cp held:/etc/passwd p; docker cp p held:/tmp/; docker rename held other; docker export -o e other; docker rm -f other; docker volume rm vol',
      ),
    ).toEqual([
      `container pause ID ${of}`,
      `container unpause ID ${of}`,
      `container top ID ${of}`,
      `container archive-path ID ${of}`,
      `container extract-to-dir ID ${of}`,
      'container rename ID (a=b, image=busybox, name=other, oldName=/held)',
      'container export ID (a=b, image=busybox, name=other)',
      'container kill ID (a=b, image=busybox, name=other, signal=9)',
      'volume unmount vol (container=ID, driver=local)',
      'container die ID (a=b, execDuration=3, exitCode=137, image=busybox, name=other)',
      'container destroy ID (a=b, image=busybox, name=other)',
      'volume destroy vol (driver=local)',
    ])
  })
  it('tells of images that are made, named, moved and taken away', () =>
    expect(
      toldAfter(
        running,
        'docker commit held img:1; docker tag img:1 img:2; docker rmi img:1; docker save -o s img:2; docker rmi img:2; docker load -i s; docker build -q -t built .; docker pull -q busybox; docker login -u you -p x; docker tag built you/built:1; docker push -q you/built:1',
      ),
    ).toEqual([
      'container pause ID (a=b, image=busybox, name=held)',
      'image create ID (name=ID)',
      'image tag ID (name=img:1)',
      'container commit ID (a=b, comment=, image=busybox, imageID=ID, imageRef=img:1, name=held)',
      'container unpause ID (a=b, image=busybox, name=held)',
      'image tag ID (name=img:2)',
      'image untag ID (name=img:1)',
      'image save ID (name=ID)',
      'image untag ID (name=img:2)',
      'image delete ID (name=ID)',
      'image load ID (name=ID)',
      'image create ID (name=ID, x=y)',
      'image tag ID (name=built:latest, x=y)',
      'image pull busybox:latest (name=busybox)',
      'image tag ID (name=you/built:1, x=y)',
      'image push you/built:1 (name=you/built, x=y)',
    ]))
  it('tells of networks', () =>
    expect(
      told(
        begun(),
        'docker network create net; docker run --rm --network net --name once busybox true; docker network rm net',
      ),
    ).toEqual([
      'network create ID (name=net, type=bridge)',
      'container create ID (image=busybox, name=once)',
      'container attach ID (image=busybox, name=once)',
      'network connect ID (container=ID, name=net, type=bridge)',
      'container start ID (image=busybox, name=once)',
      'network disconnect ID (container=ID, name=net, type=bridge)',
      'container die ID (execDuration=0, exitCode=0, image=busybox, name=once)',
      'container destroy ID (image=busybox, name=once)',
      'network destroy ID (name=net, type=bridge)',
    ]))
  it('tells of what ended by itself at its time', () => {
    const { host } = typed(begun(), 'docker run -d --rm --name short busybox sleep 2; sleep 60')
    const line = 'docker events --since 1h --until 0s --filter event=die --filter event=start --format {{.Time}}'
    const [started = 0, died = 0] = runLine(host, line, world)
      .output.map(({ text }) => text)
      .join('')
      .split('\n')
      .map(Number)
    expect(died - started).toBe(2)
  })
})

describe('which events, and how', () => {
  const line = 'docker run --rm --name once -v vol:/v busybox true'
  const shown = (flags: string) => told(begun(), line, flags).map((one) => one.split(' ').slice(0, 2).join(' '))
  it.each([
    ['--filter event=die', ['container die']],
    ['--filter event=die --filter event=start', ['container start', 'container die']],
    ['--filter type=volume', ['volume create', 'volume mount', 'volume unmount']],
    ['--filter volume=vol', ['volume create', 'volume mount', 'volume unmount']],
    ['--filter image=busy', []],
    ['--filter image=busybox --filter event=attach', ['container attach']],
    ['--filter label=a', []],
  ])('%s', (flags, expected) => expect(shown(flags)).toEqual(expected))
  it('writes JSON as docker does', () => {
    const { host } = typed(begun(), line)
    const [first = '', second = ''] = runLine(host, 'docker events --since 1h --until 0s --format json', world)
      .output.map(({ text }) => text)
      .join('')
      .split('\n')
      .slice(1)
    expect(first).toMatch(
      /^\{"Type":"volume","Action":"create","Actor":\{"ID":"vol","Attributes":\{"driver":"local"\}\},"scope":"local","time":\d{10},"timeNano":\d{19}\}$/,
    )
    expect(second).toMatch(
      /^\{"status":"create","id":"[0-9a-f]{64}","from":"busybox","Type":"container","Action":"create"/,
    )
  })
  it.each([
    ['--since nosuch', 1, 'failed to parse value as time or duration: "nosuch"\n'],
    ['--since 5 --until 1', 1, 'Error response from daemon: `since` time (5) cannot be after `until` time (1)\n'],
    [
      "--since 0 --until 0s --format '{{.Nosuch}}'",
      64,
      'Error parsing format: template: :1:2: executing "" at <.Nosuch>: can\'t evaluate field Nosuch in type *events.Message\n',
    ],
    [
      '--filter bad',
      125,
      /^invalid argument "bad" for "-f, --filter" flag: bad format of filter \(expected name=value\)\n/,
    ],
  ])('docker events %s', (flags, status, text) => {
    const { host, output } = runLine(begun(), `docker events ${flags}`, world)
    expect(host.status).toBe(status)
    expect(output.map((piece) => piece.text).join('')).toMatch(text)
  })
  it('remembers the last 256', () => {
    const { host } = typed(begun(), 'for i in $(seq 300); do docker volume create v$i; done')
    const all = runLine(host, 'docker events --since 0 --until 0s | wc -l; docker events --until 0s | head -n1', world)
    expect(all.output.map(({ text }) => text).join('')).toMatch(/^256\n\S+ volume create v45 /)
  })
})

it('stays in a terminal and tells what comes, until Ctrl-C', () => {
  const { host, foreground, output } = runLine(begun(), 'docker events', world, { isTerminal: true })
  if (foreground === undefined) throw new Error('it does not stay')
  expect(output).toEqual([])
  const later = typed(withTimePassed(host, 1000), 'docker volume create vol').host
  const looked = lookedAt(withTimePassed(later, 1000), foreground, world)
  expect(looked.output.map(({ text }) => text).join('')).toMatch(/^\S+ volume create vol \(driver=local\)\n$/)
  const next = looked.foreground ?? foreground
  expect(lookedAt(withTimePassed(later, 2000), next, world).output).toEqual([])
  expect(interrupted(later, next, world)).toMatchObject({ output: [], status: 130 })
})
