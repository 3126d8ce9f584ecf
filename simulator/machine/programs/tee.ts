import { openWrite } from '../files.ts'
import type { OpenFile } from '../process.ts'
import { why } from './libc.ts'
import { readOptions } from './options.ts'
import { printError, program } from './program.ts'
import { quoteIfNeeded } from './quote.ts'

/** `tee`: passes its input on and into files. */
export const tee = program({
  names: ['tee'],
  summary: 'Passes its input on and writes it to files.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'aip',
      gnuOnly: 'p',
      long: { append: 'a', 'ignore-interrupts': 'i', 'output-error': 'p?' },
    })
    let status = 0
    const files: OpenFile[] = []
    for (const name of options.operands) {
      const opened = openWrite(process, name, { append: options.has('a') })
      if (opened.errno === undefined) files.push(opened.value)
      else {
        printError(process, `${flavour === 'gnu' ? quoteIfNeeded(name) : name}: ${why(process, opened.errno)}`)
        status = 1
      }
    }
    let isHeard = true
    for (let piece = process.input.read(); piece !== undefined; piece = process.input.read()) {
      process.machine.budget.spend(1)
      if (isHeard) isHeard = process.output.write(piece)
      for (const file of files) file.write(piece)
      if (!isHeard) break
    }
    for (const file of files) file.close()
    return isHeard ? status : 141
  },
})
