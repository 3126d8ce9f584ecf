import type {
  ArgInstruction,
  CommandInstruction,
  ExposeInstruction,
  HealthcheckInstruction,
  Instruction,
  PairsInstruction,
  VolumeInstruction,
} from '../dockerfile/instruction.ts'
import type { ImageSettings } from '../image/image.ts'
import { withEnv, withVariable } from './environment.ts'
import { healthcheckHistory, healthcheckTest, plainList, quotedList } from './history.ts'
import type { Planner } from './planner.ts'
import { parsePorts } from './ports.ts'
import { errorAt } from './problem.ts'
import { builderOnlyArguments } from './scope.ts'
import { parseSignal } from './signals.ts'
import { type StageState, withHistory, withSettings } from './state.ts'

/**
 * The instructions that only change an image's settings: each gives the state after it. Source: moby/buildkit dockerfile2llb/convert.go,
 * dispatchEnv and its neighbours.
 */

export function dispatchEnv(planner: Planner, state: StageState, instruction: PairsInstruction): StageState {
  let next = state
  const shown: string[] = []
  for (const pair of instruction.pairs) {
    const name = planner.expand(instruction, pair.name, state)
    const value = planner.expand(instruction, pair.value, state)
    shown.push(`${name}=${value}`)
    next = withSettings(
      { ...next, environment: withVariable(next.environment, name, value) },
      { Env: withEnv(next.settings.Env ?? [], name, value) },
    )
  }
  return withHistory(next, `ENV ${shown.join(' ')}`)
}

export function dispatchLabel(planner: Planner, state: StageState, instruction: PairsInstruction): StageState {
  const labels = { ...state.settings.Labels }
  const shown: string[] = []
  for (const pair of instruction.pairs) {
    const name = planner.expand(instruction, pair.name, state)
    const value = planner.expand(instruction, pair.value, state)
    shown.push(`${name}=${value}`)
    labels[name] = value
  }
  return withHistory(withSettings(state, { Labels: labels }), `LABEL ${shown.join(' ')}`)
}

/** Unlike ENV, each item sees the ones before it. */
export function dispatchArg(planner: Planner, state: StageState, instruction: ArgInstruction): StageState {
  let next = state
  const shown: string[] = []
  for (const { name, value } of instruction.declarations) {
    const given = planner.buildArgs[name.text]
    const chosen =
      given ?? (value === undefined ? planner.global.values.get(name.text) : planner.expand(instruction, value, next))
    const declared = chosen === undefined ? { name: name.text } : { name: name.text, value: chosen }
    next = { ...next, arguments: [...next.arguments, declared] }
    if (chosen !== undefined && !builderOnlyArguments.has(name.text))
      next = { ...next, environment: withVariable(next.environment, name.text, chosen) }
    shown.push(chosen === undefined ? name.text : `${name.text}=${chosen}`)
  }
  return withHistory(next, `ARG ${shown.join(' ')}`)
}

/** The words of a command, the shell in front of a text. */
export function wordsOf(command: CommandInstruction['command'], settings: ImageSettings): readonly string[] {
  return command.form === 'exec' ? command.words : [...(settings.Shell ?? ['/bin/sh', '-c']), command.text]
}

export function dispatchCmd(state: StageState, instruction: CommandInstruction): StageState {
  const words = wordsOf(instruction.command, state.settings)
  const next = withSettings({ ...state, commandSet: true }, { Cmd: words, ArgsEscaped: true })
  return withHistory(next, `CMD ${quotedList(words)}`)
}

export function dispatchEntrypoint(state: StageState, instruction: CommandInstruction): StageState {
  const words = wordsOf(instruction.command, state.settings)
  const entrypoint = words.length === 0 ? undefined : words
  const next = withSettings(state, {
    Entrypoint: entrypoint,
    // An inherited CMD was meant for the entrypoint that this one replaces.
    Cmd: state.commandSet ? state.settings.Cmd : undefined,
  })
  return withHistory(next, `ENTRYPOINT ${quotedList(words)}`)
}

export function dispatchExpose(planner: Planner, state: StageState, instruction: ExposeInstruction): StageState {
  const shown = instruction.ports.flatMap((port) =>
    planner.expandList(instruction, port, state).flatMap((text) => {
      const ports = parsePorts(text)
      if ('error' in ports) throw errorAt(instruction, 'InvalidPort', ports.error)
      return ports.ports
    }),
  )
  const exposed = [...new Set([...(state.settings.ExposedPorts ?? []), ...shown])]
  return withHistory(withSettings(state, { ExposedPorts: exposed }), `EXPOSE ${plainList(shown)}`)
}

export function dispatchVolume(planner: Planner, state: StageState, instruction: VolumeInstruction): StageState {
  const paths = instruction.paths.map((path) => planner.expand(instruction, path, state))
  if (paths.includes('')) throw errorAt(instruction, 'EmptyVolume', 'VOLUME specified can not be an empty string')
  const volumes = [...new Set([...(state.settings.Volumes ?? []), ...paths])]
  return withHistory(withSettings(state, { Volumes: volumes }), `VOLUME ${plainList(paths)}`)
}

export function dispatchHealthcheck(state: StageState, instruction: HealthcheckInstruction): StageState {
  const test = healthcheckTest(instruction.command)
  const next = withSettings(state, {
    Healthcheck: {
      Test: test,
      Interval: instruction.interval,
      Timeout: instruction.timeout,
      StartPeriod: instruction.startPeriod,
      StartInterval: instruction.startInterval,
      Retries: instruction.retries,
    },
  })
  return withHistory(next, healthcheckHistory(test, instruction))
}

export function dispatchSimple(planner: Planner, state: StageState, instruction: Instruction): StageState {
  if (instruction.kind === 'SHELL')
    return withHistory(withSettings(state, { Shell: instruction.words }), `SHELL ${plainList(instruction.words)}`)
  if (instruction.kind === 'ONBUILD')
    return withSettings(state, { OnBuild: [...(state.settings.OnBuild ?? []), instruction.expression] })
  if (instruction.kind === 'MAINTAINER')
    return withHistory({ ...state, author: instruction.argument.text }, `MAINTAINER ${instruction.argument.text}`)
  if (instruction.kind === 'USER') {
    const user = planner.expand(instruction, instruction.argument, state)
    return withHistory(withSettings(state, { User: user }), `USER ${user}`)
  }
  if (instruction.kind === 'STOPSIGNAL') {
    const signal = planner.expand(instruction, instruction.argument, state)
    if (!parseSignal(signal)) throw errorAt(instruction, 'InvalidSignal', `invalid signal: ${signal}`)
    return withHistory(withSettings(state, { StopSignal: signal }), `STOPSIGNAL ${signal}`)
  }
  throw new RangeError(`no settings instruction: ${instruction.kind}`)
}
