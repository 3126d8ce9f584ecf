import { expect, it } from 'vitest'
import type { Command, Instruction } from '../../../simulator/dockerfile/instruction.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'

/** The instructions of a text, one a line: lines, kind and what it holds. */
function check(text: string, ...expected: readonly string[]) {
  expect(parseDockerfile(text).instructions.map(draw)).toEqual(expected)
}

function draw(instruction: Instruction): string {
  const { first, last } = instruction.lines
  return `${first === last ? first : `${first}-${last}`} ${instruction.kind} ${drawParts(instruction)}`.trim()
}

function drawParts(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'FROM':
      return words(
        instruction.platform && `platform=${instruction.platform.text}`,
        instruction.image.text,
        instruction.name?.text,
      )
    case 'ARG':
      return instruction.declarations.map(({ name, value }) => name.text + (value ? `=${value.text}` : '')).join(' ')
    case 'ENV':
    case 'LABEL':
      return words(
        instruction.legacy && 'legacy',
        ...instruction.pairs.map(({ name, value }) => `${name.text}=${value.text}`),
      )
    case 'RUN':
      return words(
        ...instruction.mounts.map((mount) => `mount=${mount.text}`),
        drawCommand(instruction.command),
        bodies(instruction.heredocs),
      )
    case 'CMD':
    case 'ENTRYPOINT':
      return drawCommand(instruction.command)
    case 'COPY':
    case 'ADD':
      return words(
        instruction.from && `from=${instruction.from.text}`,
        instruction.link && 'link',
        ...instruction.exclude.map((word) => `exclude=${word.text}`),
        ...instruction.sources.map((word) => word.text),
        bodies(instruction.heredocs),
        `-> ${instruction.destination.text}`,
      )
    case 'SHELL':
      return JSON.stringify(instruction.words)
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return instruction.argument.text
    case 'EXPOSE':
      return instruction.ports.map((word) => word.text).join(' ')
    case 'VOLUME':
      return instruction.paths.map((word) => word.text).join(' ')
    case 'HEALTHCHECK':
      return words(
        instruction.command ? drawCommand(instruction.command) : 'none',
        String(instruction.interval),
        String(instruction.retries),
      )
    case 'ONBUILD':
      return JSON.stringify(instruction.expression)
    case 'invalid':
      return instruction.fault.code
  }
}

function drawCommand(command: Command): string {
  return command.form === 'shell' ? `sh ${JSON.stringify(command.text)}` : JSON.stringify(command.words)
}

function bodies(
  heredocs: readonly {
    readonly name: string
    readonly body: string
    readonly expand: boolean
    readonly stripTabs: boolean
  }[],
): string {
  return heredocs
    .map(
      ({ name, body, expand, stripTabs }) =>
        `<<${stripTabs ? '-' : ''}${name}${expand ? '' : '!'} ${JSON.stringify(body)}`,
    )
    .join(' ')
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' ')
}

it('reads keywords in any case', () => check('from a as B\nrun x', '1 FROM a B', '2 RUN sh "x"'))
it('keeps a comment sign inside a line', () => check('FROM a\nRUN a # b', '1 FROM a', '2 RUN sh "a # b"'))
it('takes the byte order mark off the first line only', () =>
  check('\ufeffFROM a\n\ufeffRUN x', '1 FROM a', '2 invalid UnknownInstruction'))
it('reads line ends of all kinds alike', () =>
  check('FROM a\r\nENV a=b \\\r\n c=d\r\r\n', '1 FROM a', '2-3 ENV a=b c=d'))

it('joins continued lines without a separator', () => check('RUN ec\\\nho hi', '1-2 RUN sh "echo hi"'))
it('keeps the blanks of a continued line', () => check('RUN a \\\n  && b', '1-2 RUN sh "a   && b"'))
it('lets blanks follow the escape character', () => check('RUN a \\ \t\nb', '1-2 RUN sh "a b"'))
it('ends an instruction at a doubled escape character', () =>
  check('RUN a\\\\\nRUN b', '1 RUN sh "a\\\\\\\\"', '2 RUN sh "b"'))
it('takes comments out of a continuation', () => check('RUN a \\\n  # c \\\nb', '1-3 RUN sh "a b"'))
it('takes blank lines out of a continuation', () => check('RUN a \\\n\n \nb', '1-4 RUN sh "a b"'))
it('ends a continuation with the file', () => check('RUN a \\', '1 RUN sh "a"'))
it('starts an instruction below a lone escape character', () => check('\\\n  RUN x', '1-2 RUN sh "x"'))
it('uses the escape character of the directive', () => check('# escape=`\nRUN a\\b `\n c', '2-3 RUN sh "a\\\\b  c"'))
it('takes a directive below a blank line for a comment', () => check('\n# escape=`\nRUN a\\\nb', '3-4 RUN sh "ab"'))

it('takes flags apart', () =>
  check('COPY --from=x --link --exclude=a --exclude=b a b /d/', '1 COPY from=x link exclude=a exclude=b a b -> /d/'))
it('removes quotes and escapes from flags', () => check('FROM --plat"form=a b"\\ c x', '1 FROM platform=a b c x'))
it('ends flags at a bare --', () => check('RUN -- --x', '1 RUN sh "--x"'))
it('ignores flags of ARG, STOPSIGNAL and HEALTHCHECK NONE', () =>
  check('ARG --x a\nSTOPSIGNAL --x 9\nHEALTHCHECK --x NONE', '1 ARG a', '2 STOPSIGNAL 9', '3 HEALTHCHECK none 0 0'))
it('knows --parents only of a fetched syntax', () =>
  check('# syntax=docker/dockerfile:1\nCOPY --parents a b', '2 COPY a -> b'))

it('reads JSON arrays as the exec form', () => check('CMD [ "a", "b\\n\\u00e9" ] ', '1 CMD ["a","b\\né"]'))
it('makes half a surrogate pair a replacement character', () => check('CMD ["\\ud800"]', '1 CMD ["\ufffd"]'))
it('falls back to the shell form where JSON is wrong', () =>
  check(
    `CMD ['a']\nCMD ["a"] x\nCMD ["a",]\nCMD ["\\x"]\nCMD [1e999]`,
    ...'[\'a\']|["a"] x|["a",]|["\\x"]|[1e999]'
      .split('|')
      .map((text, index) => `${index + 1} CMD sh ${JSON.stringify(text)}`),
  ))
it('refuses arrays of anything but strings', () =>
  check('CMD ["a", 1]\nVOLUME [[]]', '1 invalid JSONNotStrings', '2 invalid JSONNotStrings'))
it('splits lists at blanks without quoting', () => check('COPY "a b" /x', '1 COPY "a b" -> /x'))
it('reads empty commands', () => check('RUN\nCMD []', '1 RUN sh ""', '2 CMD []'))

it('reads pairs with quotes and escapes kept', () =>
  check('ENV a=1 b="x y" c=d\\ e f=', '1 ENV a=1 b="x y" c=d\\ e f='))
it('reads the legacy form', () => check('ENV a  b c=d "', '1 ENV legacy a=b c=d "'))
it('reads quoted names', () => check('LABEL "k v"=1', '1 LABEL "k v"=1'))
it('keeps the next character after an escape in double quotes only', () =>
  check(`ENV a="\\" b" c='\\' d=e`, `1 ENV a="\\" b" c='\\' d=e`))
it('drops an escape character at the end of pairs', () => check('ARG a=b\\\\\\', '1 ARG a=b\\\\'))
it('sorts ports as they are written', () => check('EXPOSE 90 80/udp 8080', '1 EXPOSE 80/udp 8080 90'))
it('trims volumes', () => check('VOLUME [" a "]', '1 VOLUME a'))
it('keeps inner blanks of a single argument', () => check('USER  a  b ', '1 USER a  b'))
it('reads durations and retries', () =>
  check('HEALTHCHECK --interval=1m30s --retries=3 cmd ["x"]', '1 HEALTHCHECK ["x"] 90000000000 3'))

it('reads here-documents of RUN', () =>
  check(
    'RUN cat <<A 3<<-"B"\n1 \\\nA\n\t2\n\tB\nRUN x',
    '1-5 RUN sh "cat <<A 3<<-\\"B\\"" <<A "1 \\\\\\n" <<-B! "\\t2\\n"',
    '6 RUN sh "x"',
  ))
it('keeps line ends of bodies', () => check('RUN <<E\r\na\r\nE\r\n', '1-3 RUN sh "<<E" <<E "a\\r\\n"'))
it('lets white space stand in << EOF', () => check('RUN << E\nx\nE', '1-3 RUN sh "<< E" <<E "x\\n"'))
it('tells sources from here-documents in COPY', () => check('COPY a <<E b /d/\nx\nE', '1-3 COPY a b <<E "x\\n" -> /d/'))
it('takes the later of two bodies of one name', () =>
  check('COPY <<E <<E /d/\n1\nE\n2\nE', '1-5 COPY <<E "2\\n" <<E "2\\n" -> /d/'))
it('sees no here-document where the line has an open quote', () =>
  check('RUN echo " <<E\nRUN x', '1 RUN sh "echo \\" <<E"', '2 RUN sh "x"'))
it('sees no here-document in here-strings, words and JSON', () =>
  check('RUN a <<<E b<<E\nRUN ["<<E"]', '1 RUN sh "a <<<E b<<E"', '2 RUN ["<<E"]'))
it('gives the rest of the file to a here-document without end', () =>
  check('RUN <<E\nRUN x\n', '1-2 invalid UnterminatedHeredoc'))

it('keeps white space at the end of a trigger', () => check('ONBUILD  RUN x \t', '1 ONBUILD "RUN x \\t"'))
it('stores bodies with a trigger', () =>
  check('ONBUILD RUN <<-E cat\n\ta\n\tE', '1-3 ONBUILD "RUN <<-E cat\\n\\ta\\nE"'))
it('leaves mistakes of a trigger to when it fires', () => check('ONBUILD RUNN --x', '1 ONBUILD "RUNN --x"'))
it('finds a trigger that cannot be taken apart', () => check('ONBUILD ENV a', '1 invalid MissingValue'))

it('collects the comments above an instruction, over blank lines', () =>
  expect(
    parseDockerfile('# gone\n#\n#  a \n\n# b\nFROM x').instructions[0]?.comments.map((comment) => comment.text),
  ).toEqual(['a', 'b']))
it('notes blank lines in a continuation', () =>
  expect(parseDockerfile('RUN a \\\n\nb\nRUN a \\\n#\nb').instructions.map((each) => each.emptyContinuation)).toEqual([
    true,
    false,
  ]))
