import { complain, daemonError, dockerCommand } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import { Attached } from '../interruption.ts'
import { notATerminal } from './containers.ts'

/** `docker attach`: what a container prints from now on, and what is typed goes to it. */
export const attach = dockerCommand({
  names: ['attach', 'container attach'],
  flags: 'no-stdin detach-keys=value sig-proxy',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    if (!draft.isRunning(container)) {
      complain(process, 'cannot attach to a stopped container, start it first')
      return 1
    }
    if (container.pausedAtMs !== undefined) {
      complain(process, 'cannot attach to a paused container, unpause it first')
      return 1
    }
    const { isTerminal, isInteractive } = container.plan.options
    if (isTerminal === true && isInteractive === true && process.input.isTerminal !== true) {
      complain(process, notATerminal)
      return 1
    }
    draft.tell(containerEvent(container, 'attach', draft.now))
    throw new Attached(container.plan.id)
  },
})
