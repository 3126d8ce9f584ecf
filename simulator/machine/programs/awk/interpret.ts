import { realContent } from '../../../filesystem/content.ts'
import { openWrite } from '../../files.ts'
import { collectOutput, inputOf } from '../../pipe.ts'
import type { OpenFile, Process } from '../../process.ts'
import { type ByteText, bytesFrom, byteTextOf, wordFrom } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { type BlockOutput, blockOutput, readLines } from '../lines.ts'
import { openOperand } from '../operands.ts'
import { type Flavour, fail, notSimulated, printError } from '../program.ts'
import { compileRegex, type Match, type Regex } from '../regex/regex.ts'
import { RegexError } from '../regex/syntax.ts'
import { unescapeText } from './lexer.ts'
import { Record, recordReader, splitFields } from './record.ts'
import type { AwkProgram, Expression, OwnFunction, Redirection, Rule, Statement, Target } from './syntax.ts'
import { compareValues, formatValues, isTrue, numberOf, textOfValue, type Value, valueFrom } from './value.ts'

type AwkArray = Map<ByteText, Value>

/** Leaves statements early. */
class Leave {
  readonly how: 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return'
  readonly value: Value
  constructor(how: Leave['how'], value?: Value) {
    this.how = how
    this.value = value
  }
}

interface Frame {
  readonly own: OwnFunction
  readonly values: Map<string, Value>
  readonly arrays: Map<string, AwkArray>
}

interface Stream {
  readonly write: (text: ByteText) => void
  readonly close: () => number
}

const deepest = 400

/** Runs a program over its operands, and gives the exit status. */
export function runAwk(process: Process, flavour: Flavour, program: AwkProgram, settings: AwkSettings): number {
  return new Interpreter(process, flavour, program, settings).run()
}

/** How awk was called. */
export interface AwkSettings {
  readonly separator: ByteText | undefined
  /** `name=value`, from -v. */
  readonly assignments: readonly string[]
  readonly operands: readonly string[]
}

class Interpreter {
  readonly #process: Process
  readonly #flavour: Flavour
  readonly #program: AwkProgram
  readonly #globals = new Map<string, Value>()
  readonly #arrays = new Map<string, AwkArray>()
  readonly #regexes = new Map<ByteText, Regex>()
  readonly #output: BlockOutput
  /** Integers beyond are written as other numbers are: mawk's are of 32 bits. */
  readonly #largest: number
  readonly #streams = new Map<string, Stream>()
  readonly #sources = new Map<string, () => ByteText | undefined>()
  readonly #openRanges = new Set<Rule>()
  readonly #record: Record
  readonly #frames: Frame[] = []
  #next: (() => ByteText | undefined) | undefined
  #operand = 1
  #hasReadFile = false
  #status = 0
  #seed = 0
  #random: number | undefined

  constructor(process: Process, flavour: Flavour, program: AwkProgram, settings: AwkSettings) {
    this.#process = process
    this.#flavour = flavour
    this.#program = program
    this.#output = blockOutput(process)
    this.#largest = flavour === 'gnu' ? 2147483647 : 1e16
    const start: readonly (readonly [string, Value])[] = [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['SUBSEP', '\x1c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['NR', 0],
      ['FNR', 0],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
      ['ARGC', settings.operands.length + 1],
    ]
    for (const [name, value] of start) this.#globals.set(name, value)
    this.#record = new Record(
      (text) => splitFields(text, this.#text('FS'), (source) => this.#regex(source)),
      () => this.#text('OFS'),
      () => this.#text('CONVFMT'),
    )
    this.#arrays.set(
      'ENVIRON',
      new Map([...process.environment].map(([name, value]) => [byteTextOf(name), valueFrom(byteTextOf(value))])),
    )
    this.#arrays.set(
      'ARGV',
      new Map(['awk', ...settings.operands].map((word, at) => [`${at}`, valueFrom(byteTextOf(word))])),
    )
    if (settings.separator !== undefined) this.#globals.set('FS', settings.separator)
    for (const assignment of settings.assignments) this.#assignFrom(assignment)
  }

  run(): number {
    try {
      this.#runRules('begin')
      if (this.#program.rules.some((rule) => rule.when !== 'begin')) this.#readRecords()
    } catch (thrown) {
      if (!(thrown instanceof Leave) || thrown.how !== 'exit') throw thrown
    }
    try {
      this.#runRules('end')
    } catch (thrown) {
      if (!(thrown instanceof Leave) || thrown.how !== 'exit') throw thrown
    }
    this.#output.flush()
    for (const stream of this.#streams.values()) stream.close()
    return this.#status
  }

  #runRules(when: 'begin' | 'end'): void {
    for (const rule of this.#program.rules) if (rule.when === when && rule.body !== undefined) this.#execute(rule.body)
  }

  #readRecords(): void {
    for (let text = this.#nextRecord(); text !== undefined; text = this.#nextRecord()) {
      this.#record.setText(text)
      this.#count('NR')
      this.#count('FNR')
      try {
        for (const rule of this.#program.rules) if (rule.when === 'record' && this.#isFor(rule)) this.#act(rule)
      } catch (thrown) {
        if (!(thrown instanceof Leave) || (thrown.how !== 'next' && thrown.how !== 'nextfile')) throw thrown
        if (thrown.how === 'nextfile') this.#next = undefined
      }
    }
  }

  #count(name: string): void {
    this.#globals.set(name, numberOf(this.#globals.get(name)) + 1)
  }

  #act(rule: Rule): void {
    if (rule.body === undefined) this.#output.print(this.#record.text + this.#text('ORS'))
    else this.#execute(rule.body)
  }

  #isFor(rule: Rule): boolean {
    if (rule.pattern === undefined) return true
    if (rule.until === undefined) return this.#holds(rule.pattern)
    if (!this.#openRanges.has(rule)) {
      if (!this.#holds(rule.pattern)) return false
      this.#openRanges.add(rule)
    }
    if (this.#holds(rule.until)) this.#openRanges.delete(rule)
    return true
  }

  /** The next record of the operands in turn; assignments among them take effect on the way. */
  #nextRecord(): ByteText | undefined {
    for (;;) {
      const record = this.#next?.()
      if (record !== undefined) return record
      this.#next = undefined
      if (!this.#openNext()) return undefined
    }
  }

  #openNext(): boolean {
    const words = this.#array('ARGV')
    for (;;) {
      const count = numberOf(this.#globals.get('ARGC'))
      if (this.#operand >= count) {
        if (this.#hasReadFile) return false
        return this.#open('-')
      }
      const word = wordFrom(textOfValue(words.get(`${this.#operand++}`), '%.6g'))
      if (word === '') continue
      if (/^[A-Za-z_]\w*=/.test(word)) this.#assignFrom(word)
      else if (this.#open(word)) return true
    }
  }

  #open(name: string): boolean {
    this.#hasReadFile = true
    const opened = openOperand(this.#process, name)
    if (opened.errno !== undefined) {
      const reason = why(this.#process, opened.errno)
      printError(this.#process, this.#flavour === 'gnu' ? `cannot open ${name} (${reason})` : `${name}: ${reason}`)
      this.#status = this.#flavour === 'gnu' ? 2 : 1
      if (this.#flavour === 'gnu') throw new Leave('exit')
      return false
    }
    this.#globals.set('FILENAME', byteTextOf(name === '-' ? '' : name))
    this.#globals.set('FNR', 0)
    this.#next = this.#records(opened.value, name)
    return true
  }

  #records(input: Parameters<typeof readLines>[1], name: string): () => ByteText | undefined {
    const reader = readLines(this.#process, input, name)
    return recordReader(
      reader,
      () => this.#text('RS'),
      (source) => this.#regex(source),
    )
  }

  #assignFrom(assignment: string): void {
    const at = assignment.indexOf('=')
    this.#setVariable(assignment.slice(0, at), valueFrom(unescapeText(byteTextOf(assignment.slice(at + 1)))))
  }

  // Variables

  #text(name: string): ByteText {
    return textOfValue(this.#globals.get(name), '%.6g')
  }

  #asText(value: Value): ByteText {
    return textOfValue(value, this.#text('CONVFMT'), this.#largest)
  }

  #frameOf(name: string): Frame | undefined {
    const frame = this.#frames.at(-1)
    return frame?.own.parameters.includes(name) ? frame : undefined
  }

  #variable(name: string): Value {
    if (name === 'NF') return this.#record.count
    const frame = this.#frameOf(name)
    return frame === undefined ? this.#globals.get(name) : frame.values.get(name)
  }

  #setVariable(name: string, value: Value): void {
    if (name === 'NF') {
      this.#record.count = Math.min(100_000, Math.max(0, Math.trunc(numberOf(value))))
      return
    }
    const frame = this.#frameOf(name)
    if (frame === undefined) this.#globals.set(name, value)
    else frame.values.set(name, value)
  }

  #array(name: string): AwkArray {
    const arrays = this.#frameOf(name)?.arrays ?? this.#arrays
    let array = arrays.get(name)
    if (array === undefined) {
      array = new Map()
      arrays.set(name, array)
    }
    return array
  }

  #key(keys: readonly Expression[]): ByteText {
    return keys.map((key) => this.#asText(this.#evaluate(key))).join(this.#text('SUBSEP'))
  }

  #read(target: Target): Value {
    switch (target.kind) {
      case 'variable':
        return this.#variable(target.name)
      case 'field':
        return this.#record.field(this.#fieldNumber(target.number))
      case 'element': {
        const array = this.#array(target.array)
        const key = this.#key(target.keys)
        // Reading an element makes it.
        if (!array.has(key)) array.set(key, undefined)
        return array.get(key)
      }
    }
  }

  #write(target: Target, value: Value): void {
    switch (target.kind) {
      case 'variable':
        this.#setVariable(target.name, value)
        return
      case 'field':
        this.#record.setField(this.#fieldNumber(target.number), value)
        return
      case 'element':
        this.#array(target.array).set(this.#key(target.keys), value)
    }
  }

  #fieldNumber(expression: Expression): number {
    const number = Math.trunc(numberOf(this.#evaluate(expression)))
    if (number >= 0 && number <= 100_000) return number
    return fail(
      this.#process,
      this.#flavour === 'gnu'
        ? number < 0
          ? `negative field index $${number}`
          : `field index $${number} is too large`
        : 'access to negative field',
      2,
    )
  }

  #regex(source: ByteText): Regex {
    let regex = this.#regexes.get(source)
    if (regex === undefined) {
      try {
        regex = compileRegex(source, { extended: true, escapes: true }, this.#process.machine.budget)
      } catch (thrown) {
        if (!(thrown instanceof RegexError)) throw thrown
        return fail(
          this.#process,
          this.#flavour === 'gnu'
            ? `regular expression compile failed (${thrown.message})\n${source}`
            : `bad regex '${source}': ${thrown.message}`,
          2,
        )
      }
      this.#regexes.set(source, regex)
    }
    return regex
  }

  /** A regular expression where one is wanted: written as such, or the text of a value. */
  #pattern(expression: Expression): Regex {
    return this.#regex(expression.kind === 'regex' ? expression.source : this.#asText(this.#evaluate(expression)))
  }

  // Expressions

  #holds(expression: Expression): boolean {
    return isTrue(this.#evaluate(expression))
  }

  #evaluate(expression: Expression): Value {
    this.#process.machine.budget.spend(1)
    switch (expression.kind) {
      case 'number':
      case 'text':
        return expression.value
      case 'regex':
        return this.#regex(expression.source).find(this.#record.text) === undefined ? 0 : 1
      case 'variable':
      case 'field':
      case 'element':
        return this.#read(expression)
      case 'assign': {
        const value = this.#evaluate(expression.value)
        const result =
          expression.operator === ''
            ? value
            : compute(this.#process, expression.operator, numberOf(this.#read(expression.target)), numberOf(value))
        this.#write(expression.target, result)
        return result
      }
      case 'step': {
        const before = numberOf(this.#read(expression.target))
        this.#write(expression.target, before + expression.by)
        return expression.isBefore ? before + expression.by : before
      }
      case 'choose':
        return this.#evaluate(this.#holds(expression.condition) ? expression.then : expression.otherwise)
      case 'either':
        return this.#holds(expression.left) || this.#holds(expression.right) ? 1 : 0
      case 'both':
        return this.#holds(expression.left) && this.#holds(expression.right) ? 1 : 0
      case 'join': {
        const left = this.#asText(this.#evaluate(expression.left))
        const right = this.#asText(this.#evaluate(expression.right))
        this.#process.machine.budget.spend((left.length + right.length) >> 8)
        return left + right
      }
      case 'compute': {
        const left = numberOf(this.#evaluate(expression.left))
        return compute(this.#process, expression.operator, left, numberOf(this.#evaluate(expression.right)))
      }
      case 'compare': {
        const left = this.#evaluate(expression.left)
        const order = compareValues(left, this.#evaluate(expression.right), this.#text('CONVFMT'))
        return holdsFor(expression.operator, order) ? 1 : 0
      }
      case 'match': {
        const text = this.#asText(this.#evaluate(expression.left))
        return (this.#pattern(expression.right).find(text) !== undefined) === expression.isNegated ? 0 : 1
      }
      case 'member':
        return this.#array(expression.array).has(this.#key(expression.keys)) ? 1 : 0
      case 'not':
        return this.#holds(expression.of) ? 0 : 1
      case 'negate':
        return -numberOf(this.#evaluate(expression.of))
      case 'plus':
        return numberOf(this.#evaluate(expression.of))
      case 'group':
        return this.#evaluate(expression.of)
      case 'getline':
        return this.#getline(expression)
      case 'own':
        return this.#callOwn(expression.name, expression.arguments)
      case 'call':
        return this.#call(expression.name, expression.arguments)
    }
  }

  #callOwn(name: string, values: readonly Expression[]): Value {
    const own = this.#program.functions.get(name)
    if (own === undefined)
      return fail(
        this.#process,
        this.#flavour === 'gnu' ? `line 1: function ${name} never defined` : `cmd. line:1: Call to undefined function`,
        2,
      )
    if (this.#frames.length >= deepest) return fail(this.#process, 'function calls nested too deeply', 2)
    const frame: Frame = { own, values: new Map(), arrays: new Map() }
    own.parameters.forEach((parameter, at) => {
      const value = values[at]
      if (own.arrays.has(parameter))
        frame.arrays.set(parameter, value?.kind === 'variable' ? this.#array(value.name) : new Map())
      else if (value !== undefined) frame.values.set(parameter, this.#evaluate(value))
    })
    this.#frames.push(frame)
    try {
      this.#execute(own.body)
    } catch (thrown) {
      if (thrown instanceof Leave && thrown.how === 'return') return thrown.value
      throw thrown
    } finally {
      this.#frames.pop()
    }
    return undefined
  }

  #getline(expression: Extract<Expression, { kind: 'getline' }>): Value {
    const { source, target } = expression
    if (expression.from === 'input') {
      const text = this.#nextRecord()
      if (text === undefined) return 0
      if (target === undefined) this.#record.setText(text)
      else this.#write(target, valueFrom(text))
      this.#count('NR')
      this.#count('FNR')
      return 1
    }
    const name = source === undefined ? '' : wordFrom(this.#asText(this.#evaluate(source)))
    const read = expression.from === 'file' ? this.#fileSource(name) : this.#commandSource(name)
    if (read === undefined) return -1
    const text = read()
    if (text === undefined) return 0
    if (target === undefined) this.#record.setText(text)
    else this.#write(target, valueFrom(text))
    if (expression.from === 'command') this.#count('NR')
    return 1
  }

  #fileSource(name: string): (() => ByteText | undefined) | undefined {
    const known = this.#sources.get(name)
    if (known !== undefined) return known
    const opened = openOperand(this.#process, name)
    if (opened.errno !== undefined) return undefined
    const source = this.#records(opened.value, name)
    this.#sources.set(name, source)
    return source
  }

  #commandSource(command: string): () => ByteText | undefined {
    const known = this.#sources.get(command)
    if (known !== undefined) return known
    this.#output.flush()
    const collected = collectOutput()
    this.#process.run({ arguments: ['sh', '-c', command], output: collected })
    const source = this.#records(inputOf(collected.content()), command)
    this.#sources.set(command, source)
    return source
  }

  #call(name: string, values: readonly Expression[]): Value {
    const [first, second, third] = values
    const text = (expression: Expression | undefined): ByteText =>
      expression === undefined ? this.#record.text : this.#asText(this.#evaluate(expression))
    const number = (expression: Expression | undefined): number =>
      expression === undefined ? 0 : numberOf(this.#evaluate(expression))
    switch (name) {
      case 'length':
        if (first?.kind === 'variable' && this.#isArray(first.name)) return this.#array(first.name).size
        return text(first).length
      case 'substr': {
        const whole = text(first)
        const from = Math.round(number(second))
        const end = third === undefined ? whole.length + 1 : from + Math.round(number(third))
        return whole.slice(Math.max(0, from - 1), Math.max(0, Math.min(end, whole.length + 1) - 1))
      }
      case 'index':
        return text(first).indexOf(text(second)) + 1
      case 'split':
        return this.#split(text(first), second, third)
      case 'sub':
      case 'gsub':
        return this.#substitute(name === 'gsub', first, second, third)
      case 'match': {
        const whole = text(first)
        const found = second === undefined ? undefined : this.#pattern(second).find(whole)
        const [start = -1, end = 0] = found ?? []
        this.#globals.set('RSTART', start + 1)
        this.#globals.set('RLENGTH', start === -1 ? -1 : end - start)
        return start + 1
      }
      case 'sprintf': {
        const [form, ...rest] = values.map((value) => this.#evaluate(value))
        return formatValues(this.#asText(form), rest, this.#text('CONVFMT'))
      }
      case 'tolower':
        return text(first).toLowerCase()
      case 'toupper':
        return text(first).toUpperCase()
      case 'int':
        return Math.trunc(number(first))
      case 'sqrt':
        return Math.sqrt(number(first))
      case 'exp':
        return Math.exp(number(first))
      case 'log':
        return Math.log(number(first))
      case 'sin':
        return Math.sin(number(first))
      case 'cos':
        return Math.cos(number(first))
      case 'atan2':
        return Math.atan2(number(first), number(second))
      case 'and':
        return Number(BigInt(Math.trunc(number(first))) & BigInt(Math.trunc(number(second))))
      case 'or':
        return Number(BigInt(Math.trunc(number(first))) | BigInt(Math.trunc(number(second))))
      case 'xor':
        return Number(BigInt(Math.trunc(number(first))) ^ BigInt(Math.trunc(number(second))))
      case 'lshift':
        return number(first) * 2 ** number(second)
      case 'rshift':
        return Math.floor(number(first) / 2 ** number(second))
      case 'rand':
        this.#random ??= this.#process.machine.random()
        // Numbers of a Lehmer generator, which srand can begin anew.
        this.#random = (Math.abs(this.#random) * 48271 + 1) % 2147483647
        return this.#random / 2147483647
      case 'srand': {
        const before = this.#seed
        this.#seed = first === undefined ? this.#process.machine.clock.now().seconds : number(first)
        this.#random = (Math.trunc(this.#seed) & 0x7fffffff) + 1
        return before
      }
      case 'systime':
        return this.#process.machine.clock.now().seconds
      case 'strftime': {
        const seconds = second === undefined ? this.#process.machine.clock.now().seconds : number(second)
        return byteTextOf(
          formatTime(first === undefined ? '%c' : wordFrom(text(first)), {
            seconds: Math.trunc(seconds),
            nanoseconds: 0,
          }),
        )
      }
      case 'system':
        this.#output.flush()
        return this.#process.run({ arguments: ['sh', '-c', wordFrom(text(first))] })
      case 'close': {
        const stream = wordFrom(text(first))
        const isSource = this.#sources.delete(stream)
        const open = this.#streams.get(stream)
        this.#streams.delete(stream)
        return open?.close() ?? (isSource ? 0 : -1)
      }
      case 'fflush':
        this.#output.flush()
        return 0
      default:
        return notSimulated(this.#process, `awk's function ${name}`, 2)
    }
  }

  #isArray(name: string): boolean {
    const frame = this.#frameOf(name)
    return frame === undefined ? this.#arrays.has(name) : frame.own.arrays.has(name)
  }

  #split(text: ByteText, target: Expression | undefined, separator: Expression | undefined): number {
    if (target?.kind !== 'variable') return fail(this.#process, 'split needs an array', 2)
    const parts =
      separator === undefined
        ? splitFields(text, this.#text('FS'), (source) => this.#regex(source))
        : separator.kind === 'regex'
          ? splitFields(text, separator.source.length === 1 ? `(${separator.source})` : separator.source, (source) =>
              this.#regex(source),
            )
          : splitFields(text, this.#asText(this.#evaluate(separator)), (source) => this.#regex(source))
    const array = this.#array(target.name)
    array.clear()
    parts.forEach((part, at) => {
      array.set(`${at + 1}`, valueFrom(part))
    })
    return parts.length
  }

  #substitute(
    isGlobal: boolean,
    pattern: Expression | undefined,
    replacement: Expression | undefined,
    target: Expression | undefined,
  ): number {
    if (pattern === undefined || replacement === undefined)
      return fail(this.#process, 'sub needs a pattern and a text', 2)
    const regex = this.#pattern(pattern)
    const form = this.#asText(this.#evaluate(replacement))
    const place: Target =
      target?.kind === 'variable' || target?.kind === 'field' || target?.kind === 'element'
        ? target
        : { kind: 'field', number: { kind: 'number', value: 0 } }
    const whole = this.#asText(target === undefined || target === place ? this.#read(place) : this.#evaluate(target))
    let result = ''
    let copied = 0
    let count = 0
    let lastEnd = -1
    for (let at = 0; at <= whole.length; ) {
      this.#process.machine.budget.spend(1)
      const match: Match | undefined = regex.find(whole, at)
      if (match === undefined) break
      const [start = 0, end = 0] = match
      if (!(start === end && start === lastEnd)) {
        result +=
          whole.slice(copied, start) +
          form.replace(/\\\\|\\&|&/g, (sign) => (sign === '&' ? whole.slice(start, end) : sign === '\\&' ? '&' : '\\'))
        copied = end
        count++
        if (!isGlobal) break
      }
      lastEnd = end
      at = end > start ? end : end + 1
    }
    if (count > 0 && (target === undefined || target === place)) this.#write(place, result + whole.slice(copied))
    return count
  }

  // Statements

  #execute(statement: Statement): void {
    this.#process.machine.budget.spend(1)
    switch (statement.kind) {
      case 'do':
        this.#evaluate(statement.expression)
        return
      case 'block':
        for (const inner of statement.statements) this.#execute(inner)
        return
      case 'print': {
        const texts = statement.values.map((value) =>
          textOfValue(this.#evaluate(value), this.#text('OFMT'), this.#largest),
        )
        const line = texts.length === 0 ? this.#record.text : texts.join(this.#text('OFS'))
        this.#emit(line + this.#text('ORS'), statement.redirection)
        return
      }
      case 'printf': {
        const [form, ...rest] = statement.values.map((value) => this.#evaluate(value))
        this.#emit(formatValues(this.#asText(form), rest, this.#text('CONVFMT')), statement.redirection)
        return
      }
      case 'if':
        if (this.#holds(statement.condition)) this.#execute(statement.then)
        else if (statement.otherwise !== undefined) this.#execute(statement.otherwise)
        return
      case 'loop':
        this.#loop(statement)
        return
      case 'each': {
        const array = this.#array(statement.array)
        for (const key of [...array.keys()]) {
          if (!array.has(key)) continue
          this.#setVariable(statement.name, valueFrom(key))
          if (this.#iterate(statement.body)) break
        }
        return
      }
      case 'delete': {
        const array = this.#array(statement.array)
        if (statement.keys === undefined) array.clear()
        else array.delete(this.#key(statement.keys))
        return
      }
      case 'exit':
        if (statement.value !== undefined) this.#status = Math.trunc(numberOf(this.#evaluate(statement.value))) & 255
        throw new Leave('exit')
      case 'return':
        throw new Leave('return', statement.value === undefined ? undefined : this.#evaluate(statement.value))
      default:
        throw new Leave(statement.kind)
    }
  }

  #loop(statement: Extract<Statement, { kind: 'loop' }>): void {
    if (statement.first !== undefined) this.#execute(statement.first)
    for (let isFirst = true; ; isFirst = false) {
      const isChecked = statement.isChecked || !isFirst
      if (isChecked && statement.condition !== undefined && !this.#holds(statement.condition)) return
      if (this.#iterate(statement.body)) return
      if (statement.last !== undefined) this.#execute(statement.last)
    }
  }

  /** Runs the body of a loop once; true when it was left by break. */
  #iterate(body: Statement): boolean {
    try {
      this.#execute(body)
    } catch (thrown) {
      if (!(thrown instanceof Leave)) throw thrown
      if (thrown.how === 'break') return true
      if (thrown.how !== 'continue') throw thrown
    }
    return false
  }

  #emit(text: ByteText, redirection: Redirection | undefined): void {
    if (redirection === undefined) {
      this.#output.print(text)
      return
    }
    const name = wordFrom(this.#asText(this.#evaluate(redirection.to)))
    let stream = this.#streams.get(name)
    if (stream === undefined) {
      stream = redirection.how === '|' ? this.#pipeTo(name) : this.#fileFor(name, redirection.how === '>>')
      this.#streams.set(name, stream)
    }
    stream.write(text)
  }

  #pipeTo(command: string): Stream {
    let waiting = ''
    return {
      write: (text) => {
        waiting += text
      },
      close: () => {
        this.#output.flush()
        return this.#process.run({ arguments: ['sh', '-c', command], input: inputOf(realContent(bytesFrom(waiting))) })
      },
    }
  }

  #fileFor(name: string, append: boolean): Stream {
    if (name === '/dev/stdout' || name === '-') return { write: this.#output.print, close: () => 0 }
    const { process } = this
    if (name === '/dev/stderr')
      return { write: (text) => void process.errors.write(realContent(bytesFrom(text))), close: () => 0 }
    const opened = openWrite(process, name, { append })
    if (opened.errno !== undefined)
      return fail(
        process,
        this.#flavour === 'gnu'
          ? `cannot open "${name}" for output`
          : `can't open '${name}': ${why(process, opened.errno)}`,
        2,
      )
    const file: OpenFile = opened.value
    return {
      write: (text) => void file.write(realContent(bytesFrom(text))),
      close: () => {
        file.close()
        return 0
      },
    }
  }

  get process(): Process {
    return this.#process
  }
}

function compute(process: Process, operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? fail(process, 'division by zero', 2) : left / right
    case '%':
      return right === 0 ? fail(process, 'division by zero in %', 2) : left % right
    default:
      return left ** right
  }
}

function holdsFor(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '==':
      return order === 0
    case '!=':
      return order !== 0
    case '>=':
      return order >= 0
    default:
      return order > 0
  }
}
