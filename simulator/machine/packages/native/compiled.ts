import { refusalOf } from '../../executable.ts'
import { readFile } from '../../files.ts'
import { findProgram } from '../../run.ts'
import { startBuilt } from '../../services/start.ts'
import { cardOfBuilt } from '../built.ts'
import { complain, notSimulated, tool } from '../console.ts'

/** A program that was built in this image or an earlier one: what it does is not computed, whether it could start is. */
export const compiled = tool({
  names: ['compiled'],
  summary: 'A program that a compiler made.',
  exact:
    'Whether its loader is there and its processor is this one; what it does, where a behaviour card says it, or where every line of its Go sources is understood: servers of net/http with their answers and signals.',
  missing: 'What any other program does.',
  run: (process) => {
    const name = process.arguments[0] ?? ''
    const path = findProgram(process, name).value ?? name
    const refusal = refusalOf(process, path)
    if (refusal?.errno === 'ENOENT') {
      complain(process, `${name}: not found`)
      process.machine.note({
        kind: 'modelled',
        message: `${name} is linked to ${refusal.libc} and asks for its loader ${refusal.loader}, which is not in this image. The message is about the loader, not the program.`,
      })
      return 127
    }
    if (refusal !== undefined) {
      complain(process, `${name}: Exec format error`)
      return 126
    }
    const content = readFile(process, path).value
    const card = content?.kind === 'sized' ? cardOfBuilt(content) : undefined
    return startBuilt(process, path, card) ?? notSimulated(process, `running ${name}`)
  },
})
