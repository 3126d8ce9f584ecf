import { dockerfileOf, fileAt } from '../../state/files.ts'
import { words } from '../../words/words.ts'
import { buildOptionsOf } from '../flags.ts'
import type { BenchState } from '../state.ts'
import type { ShellView } from './shells.ts'

/** What is said above a shell. */
export interface Hint {
  readonly text: string
  /** A container is in the foreground: it can be interrupted, and another shell can be opened. */
  readonly isAttached?: true
  readonly isWrong?: true
}

/** What one may want to know of a shell as it stands. */
export function hintOf(state: BenchState, shell: ShellView | undefined): Hint {
  const { health, unreachable } = state
  if (health === 'failed')
    return {
      isWrong: true,
      text: words.shells.theSimulatorHasStoppedAndDoes,
    }
  if (shell === undefined || shell.standing === 'opening')
    return unreachable === undefined ? { text: words.shells.theMachineStarts } : { isWrong: true, text: unreachable }
  const { waiting, attached } = shell
  const more =
    waiting.length === 0
      ? ''
      : ` ${waiting.length === 1 ? words.shells.oneLineWaits : words.shells.linesWait(waiting.length)}.`
  if (attached !== undefined && shell.reading !== undefined)
    return {
      isAttached: true,
      text: words.shells.whatYouTypeGoesToCtrl(attached, more),
    }
  // No container has a blank in its name: it is a command that waits for what comes.
  if (attached?.includes(' ') === true) return { isAttached: true, text: words.shells.drawing(more) }
  if (attached !== undefined)
    return {
      isAttached: true,
      text: words.shells.runsInTheForegroundOfThis(attached, more),
    }
  if (shell.drawing === 'going') return { text: words.shells.drawing(more) }
  if (shell.standing === 'running') return { text: words.shells.running(more) }
  if (shell.host !== undefined) return { text: words.shells.hasDockerAndNoFilesOf(shell.host) }
  return { text: words.shells.aLaptopWithDockerWithThis }
}

/** Commands that are worth typing next. */
export function suggestionsOf(state: BenchState, shell?: ShellView): readonly string[] {
  if (shell?.host !== undefined) return onNode(state)
  const { tag, dockerfile } = buildOptionsOf(state.project, state.options)
  const file = dockerfile === 'Dockerfile' ? '' : ` -f ${dockerfile}`
  const [built] = state.build?.image === undefined ? [] : state.build.tags
  const image = built ?? tag
  const ports = portsOf(state)
  const [port] = ports
  return [
    `docker build -t ${image}${file} .`,
    'docker images',
    `docker history ${image}`,
    `docker run --name ${nameOf(image)} --rm -t${ports.map((one) => ` -p ${one}:${one}`).join('')} ${image}`,
    ...(port === undefined ? [] : [`curl localhost:${port}`]),
    'docker ps -a',
  ]
}

/** A node pulls the last that was pushed, as far as that is known. */
function onNode(state: BenchState): readonly string[] {
  const pushed = state.delivery?.known?.registry.pushed.at(-1)
  const { tag } = buildOptionsOf(state.project, state.options)
  const image = (pushed === undefined ? `you/${tag}` : `${pushed.repository}:${pushed.tag}`).replace('docker.io/', '')
  const ports = portsOf(state)
  const [port] = ports
  return [
    `docker pull ${image}`,
    'docker images',
    `docker run -d --name ${nameOf(image)}${ports.map((one) => ` -p ${one}:${one}`).join('')} ${image}`,
    ...(port === undefined ? [] : [`curl localhost:${port}`]),
    'docker ps -a',
  ]
}

/** The ports that the image names, or else that its sources do. */
function portsOf({ build, files, project, options }: BenchState): readonly number[] {
  const exposed = (build?.image?.settings.ExposedPorts ?? []).map((port) => Number.parseInt(port, 10))
  if (exposed.length > 0) return exposed.slice(0, 2)
  const texts = files.filter(({ path }) => path !== dockerfileOf(project, options)).map(({ text }) => text ?? '')
  const dockerfile = fileAt(files, dockerfileOf(project, options))?.text ?? ''
  const named =
    /^\s*EXPOSE\s+(\d+)/im.exec(dockerfile) ??
    texts.map((text) => /\bport\w*\W{1,12}(\d{4,5})\b/i.exec(text)).find(Boolean)
  const port = Number(named?.[1])
  return port > 0 && port < 65_536 ? [port] : []
}

function nameOf(image: string): string {
  return (
    image
      .replace(/:[^/]*$/, '')
      .split('/')
      .at(-1) ?? image
  )
}

/** What the tab of a shell says. */
export function labelOf({ id, host, attached, standing }: ShellView): string {
  const doing = attached ?? (standing === 'running' ? words.shells.runs : undefined)
  return [words.shells.shell(id), host, doing].filter((part) => part !== undefined).join(' · ')
}
