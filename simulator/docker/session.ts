import { Draft } from '../filesystem/draft.ts'
import type { Host, HostWorld } from './host.ts'
import { draftOf, type Foreground, heldAs, type Looked, lookedAt } from './passing.ts'
import { shareOf } from './sharing.ts'

/**
 * Typing into what runs in a container: `docker run -it … sh`, `docker exec -it … sh`, `docker attach`. How a terminal drives it:
 *
 * 1. `runLine(host, line, world, { isTerminal: true })` gives a `foreground`. Where its `input` is set, what is typed from now on is not for the
 *    host's shell but for the container, and the line has no prompt of the host's: `lookedAt(host, foreground, world).prompt` is what stands before
 *    the cursor (`/ # `, `> `, nothing while a program runs). It is the end of what was printed, so print it no second time.
 * 2. A line that is typed goes through {@link typeLine}. Print its `output`: what was typed is not in it, as whoever typed has seen it. Go on with its
 *    `host`, `foreground` and `prompt`. `foreground` is absent when all is over; `status` is then the line's.
 * 3. Ctrl-D on an empty line is {@link endInput}, Ctrl-C is `interrupted` (at a shell's prompt it begins a new one, while a program runs it ends that),
 *    Ctrl-P Ctrl-Q is {@link detached}. While a program runs (`sleep 5`), `lookedAt` tells what is new, as for any container in the foreground.
 * 4. What was changed where a folder of the host is mounted is in the `files` of the host that comes back.
 *
 * A shell is played again with each line, as all that happens to a container is; between two lines of an exec the container's own processes go on.
 * Of two execs that both run a program that waits, the one begun last goes on first.
 */

/** Characters of one typed line, at most. */
const lineAtMost = 100_000

/** A line is typed, without its end. Nothing happens where nobody reads. */
export function typeLine(host: Host, foreground: Foreground, line: string, world: HostWorld): Looked {
  return happened(host, foreground, world, { kind: 'typed', text: `${line.slice(0, lineAtMost)}\n` })
}

/** Ctrl-D where a line begins: a shell ends, `cat` has read all. */
export function endInput(host: Host, foreground: Foreground, world: HostWorld): Looked {
  return happened(host, foreground, world, { kind: 'ended' })
}

/** Ctrl-P Ctrl-Q: leaves what runs there, and gives the shell back. A container goes on; so does an exec, of which docker says so. Source: docker/cli, a real docker. */
export function detached(host: Host, foreground: Foreground): Looked {
  if (foreground.exec === undefined) return { host, output: [], status: 0 }
  return { host, output: [{ stream: 'stderr', text: 'read escape sequence\n', atMs: 0 }], status: 1 }
}

function happened(
  host: Host,
  foreground: Foreground,
  world: HostWorld,
  what: { readonly kind: 'typed'; readonly text: string } | { readonly kind: 'ended' },
): Looked {
  const held = heldAs(host, foreground.container)
  if (held === undefined || foreground.input === undefined) return lookedAt(host, foreground, world)
  const draft = draftOf(host, world)
  const happening = { ...what, atMs: draft.ageMs(held), to: foreground.exec ?? 'first' } as const
  const next = { ...held, happenings: [...held.happenings, happening] }
  draft.putContainer(next)
  if (next.mounts.length > 0) {
    const files = new Draft(host.files)
    shareOf(draft, files, next)
    draft.change({ files: files.finish() })
  }
  return lookedAt(draft.host, foreground, world)
}
