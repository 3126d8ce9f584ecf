import fc from 'fast-check'

/** How often a property is tried: a hundred thousand times on a build machine, which sets CI; FUZZ_RUNS says otherwise. */
export const runs = Number(process.env.FUZZ_RUNS ?? (process.env.CI === 'true' ? 100_000 : 2000))

const keywords =
  'FROM ARG ENV LABEL RUN COPY ADD CMD ENTRYPOINT SHELL WORKDIR USER STOPSIGNAL MAINTAINER EXPOSE VOLUME HEALTHCHECK ONBUILD run Copy FOO'.split(
    ' ',
  )

const pieces = [
  ...[
    '\\',
    '\\\n',
    '\\ \n',
    '`',
    '`\n',
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '  ',
    '\t',
    '\f',
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\0',
  ],
  ...['# c', '#', '\n# c\n', '# escape=`\n', '# syntax=x\n', '# check=skip=all\n', '#!sh\n', 'AS', 'as', 'NONE', 'CMD'],
  ...[
    '--from=x',
    '--chown=1:1',
    '--link',
    '--x',
    '--',
    '--mount=type=cache,target=/x',
    '--interval=1s',
    '--platform="a b"',
    '--exclude=é',
  ],
  ...[
    '[',
    ']',
    '["a"]',
    '["a", "b\\n"]',
    '[1]',
    '["',
    '",',
    "'",
    '"',
    '"a b"',
    "'a'",
    '=',
    'a=b',
    'a="b c"',
    'a',
    'é',
    '\u{1f600}',
    '\ud800',
  ],
  ...[
    '$',
    '$a',
    '${a',
    '}',
    ':-',
    '/',
    '<<E',
    '<<-E',
    '<< E',
    '<<"E"',
    '<<',
    '\nE\n',
    '\n\tE\n',
    'E',
    '&&',
    '|',
    ';',
    '(',
    ')',
    '>',
    'if',
    'fi',
  ],
]

/** A text out of the pieces that Dockerfiles are made of, most of them broken. */
export const dockerfileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...keywords).map((keyword) => `\n${keyword} `), weight: 3 },
      { arbitrary: fc.constantFrom(...pieces), weight: 8 },
      { arbitrary: fc.string({ maxLength: 4 }), weight: 1 },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

/** Any text at all, or one of the above. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  dockerfileText,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
)
