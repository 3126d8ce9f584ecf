import { fail, notSimulated, program } from '../program.ts'
import { isReachable } from './hosts.ts'

/** `ping`, `nslookup` and their like: hosts that are played here are found. */
export const ping = program({
  names: ['ping', 'nslookup', 'host', 'dig'],
  summary: 'Asks whether another host is there.',
  exact: 'What is said when the host is not found.',
  missing: 'Answers of hosts that are found, and the internet: no host but those of the course is ever found.',
  run: (process, flavour) => {
    const host = process.arguments.slice(1).find((word) => !word.startsWith('-')) ?? ''
    if (isReachable(process, host)) return notSimulated(process, `asking ${host}`)
    return fail(
      process,
      flavour === 'gnu' ? `${host}: Name or service not known` : `bad address '${host}'`,
      flavour === 'gnu' ? 2 : 1,
    )
  },
})

/** `nc`: whether a port of another host is open. */
export const nc = program({
  names: ['nc', 'ncat', 'netcat'],
  summary: 'Connects to a port of another host.',
  exact: 'Whether a host is found, and with `-z` whether its port is open: 80 and 443 are.',
  missing: 'Sending and listening, and the internet: no host but those of the course is ever found.',
  run: (process, flavour) => {
    const words = process.arguments.slice(1)
    const operands = words.filter((word, at) => !word.startsWith('-') && !/^-[wips]$/.test(words[at - 1] ?? ''))
    const [host = '', port = ''] = operands
    if (!isReachable(process, host))
      return fail(
        process,
        flavour === 'gnu'
          ? `getaddrinfo for host "${host}" port ${port}: Name or service not known`
          : `bad address '${host}'`,
      )
    const isOpen = port === '80' || port === '443'
    if (!words.some((word) => /^-[a-y]*z/.test(word))) return notSimulated(process, `talking to ${host}`)
    return isOpen ? 0 : 1
  },
})
