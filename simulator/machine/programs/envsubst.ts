import { bytesOf } from '../../values/bytes.ts'
import { byteText } from './bytes.ts'
import { print, readAll, textOfContent } from './operands.ts'
import { program } from './program.ts'

/** `envsubst`: puts values of the environment in place of `$NAME` and `${NAME}`. Source: GNU gettext manual, "envsubst Invocation". */
export const envsubst = program({
  names: ['envsubst'],
  summary: 'Puts values of the environment into a text.',
  run: (process) => {
    const [form, ...more] = process.arguments.slice(1)
    if (more.length > 0 && form !== '-v' && form !== '--variables') {
      process.errors.write('envsubst: too many arguments\n')
      return 1
    }
    const listed = form === '-v' || form === '--variables'
    const named = namesIn((listed ? more[0] : form) ?? '')
    if (listed) {
      for (const name of named) process.output.write(`${name}\n`)
      return 0
    }
    const text = textOfContent(process, readAll(process, process.input), '-')
    if (text === undefined) return 1
    const wanted = form === undefined ? undefined : new Set(named)
    const value = (name: string): string => byteText(bytesOf(process.environment.get(name) ?? ''))
    print(
      process,
      text.replace(variables, (whole, braced, plain) => {
        const name = String(braced ?? plain)
        return wanted === undefined || wanted.has(name) ? value(name) : whole
      }),
    )
    return 0
  },
})

const variables = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$([A-Za-z_][A-Za-z0-9_]*)/g

function namesIn(form: string): readonly string[] {
  return [...form.matchAll(variables)].map(([, braced, plain]) => braced ?? plain ?? '')
}
