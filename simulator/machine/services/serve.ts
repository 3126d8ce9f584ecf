import type { Process } from '../process.ts'
import type { Line, Service } from './service.ts'

/** The status of a process that was ended because it would never end by itself. */
const stopped = 137

/**
 * Runs a service to its end: it starts, answers, and ends by a signal. Inside a RUN it would never end, and is stopped there.
 */
export function serve(process: Process, service: Service): number {
  const { machine } = process
  const { life } = machine
  const kept: Line[] = []
  const print = (lines: readonly Line[]): void => {
    for (const line of lines) {
      if (line.waits && line.stream === 'stdout' && !isTerminal(process)) kept.push(line)
      else write(process, line)
    }
  }
  const flush = (): void => {
    for (const line of kept.splice(0)) write(process, line)
  }
  const finish = ({ status, log }: { readonly status: number; readonly log: readonly Line[] }): number => {
    print(log)
    flush()
    return status
  }
  machine.clock.spend(service.startMs)
  for (const { port } of service.listens) if (life?.hasTaken(port) === true) return finish(service.taken(port))
  print(service.starts)
  if (life === undefined) {
    flush()
    machine.note({
      kind: 'not-simulated',
      message: 'A program that waits for requests never ends, so a build with it would go on until it is cancelled.',
    })
    return stopped
  }
  for (const { address, port } of service.listens)
    life.listeners.push({
      address,
      port,
      process: process.id,
      answer: (request) => {
        const { answer, log } = service.answer(request)
        print(log)
        return { kind: 'answer', answer }
      },
    })
  const self = life.processes.findLast((one) => one.id === process.id)
  if (self !== undefined) self.disposition = service.disposition
  const wake = life.wait(process.id, Number.POSITIVE_INFINITY)
  const signal = wake.kind === 'signal' ? wake.signal : 0
  if (service.disposition(signal) === 'handled') return finish(service.ends(signal))
  machine.lastSignal = signal
  return 128 + signal
}

function write(process: Process, line: Line): void {
  const output = line.stream === 'stdout' ? process.output : process.errors
  output.write(line.text)
}

/** Whether standard output is the container's terminal. */
export function isTerminal(process: Process): boolean {
  return process.output.isTerminal === true
}
