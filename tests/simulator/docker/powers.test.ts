import { describe, expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const denied = 'Operation not permitted'
const images = typed(hostWith({}), 'docker pull -q busybox; docker pull -q debian:bookworm-slim').host

/** What a command prints in a container that is started with flags, and its status where that is not 0. */
function run(flags: string, image: string, command: string): string {
  const { text } = typed(images, `docker run --rm ${flags} ${image} ${command}`)
  return text.split('\n').slice(1).join('\n')
}

const giveAway = "sh -c 'echo a > /tmp/f && chown 5 /tmp/f && chmod 600 /tmp/f && cat /tmp/f'"

// As recorded from a real docker.
describe('what root may in a container', () => {
  it.each([
    ['', giveAway, 'a\n'],
    ['--cap-drop CHOWN', giveAway, `chown: /tmp/f: ${denied}\n[1]\n`],
    ['--cap-drop cap_chown', 'chown 1 /tmp', `chown: /tmp: ${denied}\n[1]\n`],
    ['--cap-drop FOWNER', giveAway, `chmod: /tmp/f: ${denied}\n[1]\n`],
    ['--cap-drop DAC_OVERRIDE', giveAway, "cat: can't open '/tmp/f': Permission denied\n[1]\n"],
    ['--cap-drop ALL', giveAway, `chown: /tmp/f: ${denied}\n[1]\n`],
    ['--cap-drop ALL --cap-add CHOWN', giveAway, `chmod: /tmp/f: ${denied}\n[1]\n`],
    ['--cap-drop ALL --cap-add CHOWN --cap-add FOWNER --cap-add DAC_OVERRIDE', giveAway, 'a\n'],
    ['--cap-add ALL --cap-drop CHOWN', giveAway, `chown: /tmp/f: ${denied}\n[1]\n`],
    ['--privileged --cap-drop ALL', giveAway, 'a\n'],
    ['--privileged --user 1000', 'chown 1 /tmp', `chown: /tmp: ${denied}\n[1]\n`],
    ['--cap-drop SETGID', 'su -s /bin/sh nobody -c id', `su: can't set groups: ${denied}\n[1]\n`],
    ['--cap-drop SETUID', 'su -s /bin/sh nobody -c id', `su: setuid: ${denied}\n[1]\n`],
    ['--cap-drop SYS_CHROOT', 'chroot / true', `chroot: can't change root directory to '/': ${denied}\n[1]\n`],
    ['--cap-drop MKNOD', 'mknod /tmp/n c 1 3', `mknod: /tmp/n: ${denied}\n[1]\n`],
    ['', 'hostname abc', `hostname: sethostname: ${denied}\n[1]\n`],
  ])('%s of busybox: %s', (flags, command, text) => expect(run(flags, 'busybox', command)).toBe(text))
  it.each([
    ['--cap-drop SETGID', 'su nobody -s /bin/sh -c id', `su: cannot set groups: ${denied}\n[1]\n`],
    ['--cap-drop SETUID', 'runuser -u nobody id', `runuser: cannot set user id: ${denied}\n[1]\n`],
    ['--cap-drop SETUID', 'setpriv --reuid 1000 id', `setpriv: setresuid failed: ${denied}\n[127]\n`],
    ['--cap-drop SETGID', 'setpriv --regid 1000 --clear-groups id', `setpriv: setresgid failed: ${denied}\n[127]\n`],
    [
      '--cap-drop SETGID',
      'chroot --userspec 1000:1000 / id',
      `chroot: failed to set supplemental groups: ${denied}\n[125]\n`,
    ],
    [
      '--cap-drop FOWNER',
      "sh -c 'touch /tmp/a; chown 5 /tmp/a; touch -d 2020-01-01 /tmp/a'",
      `touch: setting times of '/tmp/a': ${denied}\n[1]\n`,
    ],
    [
      '--cap-drop DAC_OVERRIDE',
      "sh -c 'mkdir -m 700 /d; touch /d/x; chown 5 /d; ls /d; touch /d/y'",
      "ls: cannot open directory '/d': Permission denied\ntouch: cannot touch '/d/y': Permission denied\n[1]\n",
    ],
    [
      '--cap-drop CHOWN',
      "sh -c 'touch /tmp/a; chgrp 0 /tmp/a; chgrp 5 /tmp/a'",
      `chgrp: changing group of '/tmp/a': ${denied}\n[1]\n`,
    ],
    [
      '--cap-drop FSETID',
      "sh -c 'touch /tmp/a; chown 0:5 /tmp/a; chmod g+s /tmp/a; stat -c %A /tmp/a'",
      '-rw-r--r--\n',
    ],
  ])('%s of debian: %s', (flags, command, text) => expect(run(flags, 'debian:bookworm-slim', command)).toBe(text))
  it('is what its execs and those who become root again may', () => {
    const { text } = typed(
      images,
      'docker run -d --name held --cap-drop CHOWN debian:bookworm-slim sleep 100',
      'docker exec held chown 1 /tmp; docker exec -u root held su root -s /bin/sh -c "chown 1 /tmp"',
    )
    expect(text.match(/Operation not permitted/g)).toHaveLength(2)
  })
  it('knows which there are', () => {
    expect(run('--cap-add NOSUCH', 'busybox', 'true')).toContain(
      'docker: Error response from daemon: invalid CapAdd: unknown capability: "CAP_NOSUCH"\n',
    )
    expect(run('--cap-drop nosuch', 'busybox', 'true')).toContain('invalid CapDrop: unknown capability: "CAP_NOSUCH"\n')
  })
})
