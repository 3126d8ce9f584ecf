import type { Shell } from './shell.ts'

/** The value of a parameter by name; undefined when it is unset. */
export function parameterValue(shell: Shell, name: string): string | undefined {
  if (/^[0-9]+$/.test(name)) return name === '0' ? shell.name : shell.parameters[Number(name) - 1]
  switch (name) {
    case '#':
      return `${shell.parameters.length}`
    case '?':
      return `${shell.status}`
    case '$':
      return `${shell.shellId}`
    case '!':
      return shell.backgroundId === undefined ? undefined : `${shell.backgroundId}`
    case '-':
      return optionLetters(shell)
    case 'LINENO':
      return shell.dialect.name === 'dash' ? shell.get(name) : `${shell.line + shell.lineOffset}`
    case 'RANDOM':
      return shell.dialect.isExtended ? `${shell.machine.random() & 0x7fff}` : shell.get(name)
    case 'SECONDS':
    case 'EPOCHSECONDS':
      return shell.dialect.isBash ? `${name === 'SECONDS' ? 0 : shell.machine.clock.now().seconds}` : shell.get(name)
    case 'FUNCNAME':
      return shell.dialect.isBash ? shell.callNames.at(-1) : shell.get(name)
    case 'BASHPID':
      return shell.dialect.isBash ? `${shell.id}` : shell.get(name)
    default:
      return shell.get(name)
  }
}

function optionLetters(shell: Shell): string {
  const order = { bash: 'aefhmnuvxBCc', dash: 'ubaCEVvxsnmiIfe', ash: 'ubaCvxsnmiIcfe' }[shell.dialect.name]
  return [...order].filter((letter) => shell.options.has(letter)).join('')
}
