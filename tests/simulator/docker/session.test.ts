import { describe, expect, it } from 'vitest'
import type { Host } from '../../../simulator/docker/host.ts'
import { runLine } from '../../../simulator/docker/line.ts'
import {
  type Foreground,
  interrupted,
  type Looked,
  lookedAt,
  withTimePassed,
} from '../../../simulator/docker/passing.ts'
import { detached, endInput, typeLine } from '../../../simulator/docker/session.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith } from './notation.ts'

const world = { catalog: readCatalog(), programs }

/**
 * Types lines at a host's terminal, and into what runs in a container while that is in the foreground: `^C`, `^D`, `^P` (for Ctrl-P Ctrl-Q). Gives what
 * the screen shows, what was typed included.
 */
function screen(host: Host, ...lines: readonly string[]): { readonly host: Host; readonly text: string } {
  let foreground: Foreground | undefined
  let text = ''
  const take = (looked: Looked): void => {
    host = looked.host
    foreground = looked.foreground
    text += looked.output.map((piece) => piece.text).join('')
    if (looked.status !== undefined) text += `[${looked.status}]\n`
  }
  for (const line of lines) {
    host = withTimePassed(host, 1000)
    if (foreground === undefined) {
      const ran = runLine(host, line, world, { isTerminal: true })
      host = ran.host
      foreground = ran.foreground
      text += `$ ${line}\n${ran.output.map((piece) => piece.text).join('')}`
    } else if (line === '^C') {
      text += '^C'
      take(interrupted(host, foreground, world))
    } else if (line === '^D') take(endInput(host, foreground, world))
    else if (line === '^P') take(detached(host, foreground))
    else {
      text += `${line}\n`
      take(typeLine(host, foreground, line, world))
    }
  }
  return { host, text }
}

const shown = (...lines: readonly string[]): string => screen(hostWith({}), ...lines).text.replace(/^.*\n/, '')

describe('a shell that is typed at', () => {
  // As recorded from busybox, dash and bash in a real docker.
  it('shows where it is, keeps what it is told, and ends with its last status', () =>
    expect(shown('docker run --rm -itq alpine', 'cd /tmp', 'X=1', 'echo $X', 'ls /nope', 'exit')).toBe(
      '/ # cd /tmp\n/tmp # X=1\n/tmp # echo $X\n1\n/tmp # ls /nope\nls: /nope: No such file or directory\n/tmp # exit\n[1]\n',
    ))
  it('asks for more until a command is whole', () =>
    expect(shown('docker run --rm -itq alpine', 'for i in 1 2; do', 'echo $i', 'done', 'echo "a', 'b"', 'exit')).toBe(
      '/ # for i in 1 2; do\n> echo $i\n> done\n1\n2\n/ # echo "a\n> b"\na\nb\n/ # exit\n[0]\n',
    ))
  it('goes on after a mistake', () =>
    expect(shown('docker run --rm -itq alpine', 'if', ';', 'nosuch', 'exit 4')).toBe(
      '/ # if\n> ;\n/bin/sh: syntax error: unexpected ";"\n/ # nosuch\n/bin/sh: nosuch: not found\n/ # exit 4\n[4]\n',
    ))
  it('is dash in Debian', () =>
    expect(
      shown('docker run --rm -itq debian:bookworm-slim sh', 'cd /tmp', 'for i in 1; do', '^C', 'nosuch', '^D'),
    ).toBe('# cd /tmp\n# for i in 1; do\n> ^C\n# nosuch\nsh: 3: nosuch: not found\n# \n[127]\n'))
  it('is bash where that is asked for', () =>
    expect(shown('docker run --rm -itq --hostname vm debian:bookworm-slim bash', 'cd /tmp', 'if ;', '^D')).toBe(
      "root@vm:/# cd /tmp\nroot@vm:/tmp# if ;\nbash: syntax error near unexpected token `;'\nroot@vm:/tmp# \nexit\n[2]\n",
    ))
  it('stays when Ctrl-C ends what it runs', () =>
    expect(shown('docker run --rm -itq debian:bookworm-slim sh', 'sleep 9', '^C', 'echo $?', 'exit')).toBe(
      '# sleep 9\n^C\n# echo $?\n130\n# exit\n[0]\n',
    ))
  it('lets a program read what is typed', () =>
    expect(shown('docker run --rm -itq alpine', 'cat', 'foo', '^D', 'exit')).toBe('/ # cat\nfoo\nfoo\n/ # exit\n[0]\n'))
  it('says nothing where it is no terminal', () =>
    expect(shown('docker run --rm -iq alpine', 'echo hi', 'cd /tmp; pwd', '^D')).toBe(
      'echo hi\nhi\ncd /tmp; pwd\n/tmp\n[0]\n',
    ))
})

describe('an exec', () => {
  const web = screen(
    hostWith({}),
    'docker run -dq --name web alpine sh -c "while true; do echo tick; sleep 5; done"',
  ).host

  it('is a shell beside what runs there, which goes on', () => {
    const { host, text } = screen(
      web,
      'docker exec -it web sh',
      'cd /tmp',
      'touch here',
      'ps | grep -c sh',
      'exit 5',
      'docker logs web',
    )
    expect(text).toContain('/ # cd /tmp\n/tmp # touch here\n/tmp # ps')
    expect(text).toContain('exit 5\n[5]\n')
    expect(text.split('tick').length).toBe(3)
    expect(
      runLine(host, 'docker diff web', world)
        .output.map((piece) => piece.text)
        .join(''),
    ).toContain('A /tmp/here')
  })
  it('is left with Ctrl-P Ctrl-Q', () =>
    expect(screen(web, 'docker exec -it web sh', '^P').text).toBe(
      '$ docker exec -it web sh\n/ # read escape sequence\n[1]\n',
    ))
  it('ends when the container does', () => {
    const { host, foreground } = runLine(web, 'docker exec -it web sh', world, { isTerminal: true })
    const killed = runLine(host, 'docker kill web', world).host
    expect(foreground && lookedAt(killed, foreground, world).status).toBe(137)
  })
  it('shows a program that waits, and ends it with Ctrl-C', () =>
    expect(screen(web, 'docker exec -it web sleep 100', '^C').text).toBe('$ docker exec -it web sleep 100\n^C[130]\n'))
})

describe('a container without a shell in front', () => {
  it('takes a shell back with attach', () => {
    const { text } = screen(hostWith({}), 'docker run -ditq --name box alpine', 'docker attach box', 'pwd', 'exit 3')
    expect(text).toContain('$ docker attach box\npwd\n/\n/ # exit 3\n[3]\n')
  })
  it('needs a terminal for -it', () => {
    const { output, host } = runLine(hostWith({}), 'docker run -it alpine', world)
    expect([output.map((piece) => piece.text).join(''), host.status]).toEqual(['the input device is not a TTY\n', 1])
  })
})
