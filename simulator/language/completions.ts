import type { Dockerfile, Keyword } from '../dockerfile/instruction.ts'
import { editionOf, flagsKnown, keywordOf, keywords } from '../dockerfile/syntax.ts'
import type { Range } from '../values/range.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import {
  directiveDocumentation,
  flagDocumentation,
  instructionDocumentation,
  mountOptions,
  mountTypes,
  predefinedDocumentation,
} from './documentation.ts'
import { imageNames, pathNames, signalNames, stageNames, variableNames } from './names.ts'
import type { Surroundings } from './surroundings.ts'

/** One thing that can be written at a cursor. */
export interface Completion {
  readonly label: string
  readonly kind: 'instruction' | 'flag' | 'value' | 'stage' | 'variable' | 'file' | 'folder' | 'image' | 'directive'
  /** What is put in, where it is not the label. */
  readonly apply?: string
  /** A word or two beside the label: a value, a size. */
  readonly detail?: string
  readonly text?: string
  /** How it is written. */
  readonly form?: string
  /** A path below the site's reference. */
  readonly page?: string
  /** Among things that fit equally well, higher comes first; 0 by default. */
  readonly rank?: number
}

/** What can be written in the place of a stretch before the cursor. */
export interface Completions {
  readonly range: Range
  readonly items: readonly Completion[]
}

/**
 * What can be written at an offset: instructions, flags and their values, stages, variables, files of the context, base images. Not filtered by
 * what stands there already, but for the folder of a path. Undefined where nothing is known to fit.
 */
export function completionsAt(
  dockerfile: Dockerfile,
  offset: number,
  surroundings: Surroundings,
): Completions | undefined {
  const cursor = cursorAt(dockerfile, offset)
  if (cursor.place === 'comment') return directives(dockerfile, offset)
  if (cursor.place === 'text') return undefined
  const asked: Asked = { dockerfile, surroundings, cursor, offset }
  const found = variables(asked) ?? after(asked, cursor.words)
  return found === undefined || found.items.length === 0 ? undefined : found
}

interface Asked {
  readonly dockerfile: Dockerfile
  readonly surroundings: Surroundings
  readonly cursor: Cursor
  readonly offset: number
}

/** Things for the last `length` characters before the cursor. */
function offer({ offset }: Asked, length: number, items: readonly Completion[]): Completions {
  return { range: { from: offset - length, to: offset }, items }
}

function variables(asked: Asked): Completions | undefined {
  const { dockerfile, cursor, surroundings, offset } = asked
  const match = /(?<!\\)\$(\{?)(\w*)$/.exec(cursor.word)
  if (match === null || cursor.words.length === 0) return undefined
  const closes = match[1] === '{' && dockerfile.text[offset] !== '}'
  const names = variableNames(dockerfile, cursor.index, surroundings)
  return offer(
    asked,
    (match[2] ?? '').length,
    closes ? names.map((name) => ({ ...name, apply: `${name.label}}` })) : names,
  )
}

function directives({ text }: Dockerfile, offset: number): Completions | undefined {
  const before = text.slice(0, offset)
  // Only lines like these may stand above a directive.
  const match = /^(?:#\s*\w+\s*=.*\n)*#\s*(\w*)$/.exec(before)
  if (match === null) return undefined
  const length = (match[1] ?? '').length
  const items = Object.entries(directiveDocumentation).map(
    ([label, about]): Completion => ({ label, kind: 'directive', apply: `${label}=`, ...about }),
  )
  return { range: { from: offset - length, to: offset }, items }
}

/** What fits after the words of an instruction; `words` without the ONBUILD it may stand behind. */
function after(asked: Asked, words: readonly string[]): Completions | undefined {
  const [first, ...rest] = words
  const { word } = asked.cursor
  if (first === undefined) return offer(asked, word.length, instructions(asked, asked.cursor.words.length > 0))
  const keyword = keywordOf(first)
  if (keyword === undefined) return undefined
  if (keyword === 'ONBUILD') return after(asked, rest)
  const given = rest.filter((each) => !each.startsWith('--'))
  if (given.length === 0 && word.startsWith('-')) return flags(asked, keyword)
  const found = values(asked, keyword, given, rest)
  const isFirst = given.length === 0 && word === ''
  return isFirst ? offer(asked, 0, [...(found?.items ?? []), ...flagNames(asked, keyword)]) : found
}

function instructions({ dockerfile, cursor }: Asked, isTrigger: boolean): readonly Completion[] {
  const others = dockerfile.instructions.filter((_, at) => at !== cursor.index)
  const isLower =
    /^[a-z]+$/.test(cursor.word) || (others.length > 0 && others.every(({ keyword }) => /^[a-z]+$/.test(keyword.text)))
  return keywords
    .filter((keyword) => !isTrigger || !['FROM', 'ONBUILD', 'MAINTAINER'].includes(keyword))
    .map((keyword) => {
      const label = isLower ? keyword.toLowerCase() : keyword
      const about = instructionDocumentation[keyword]
      return { label, kind: 'instruction', apply: `${label} `, ...about, rank: keyword === 'MAINTAINER' ? -1 : 0 }
    })
}

function flagNames({ dockerfile }: Asked, keyword: Keyword): readonly Completion[] {
  const known = flagsKnown(keyword, editionOf(dockerfile.directives.syntax?.text))
  return Object.entries(known).map(([name, kind]) => ({
    label: `--${name}`,
    kind: 'flag',
    apply: kind === 'switch' ? `--${name} ` : `--${name}=`,
    text: flagDocumentation[keyword]?.[name] ?? '',
    ...pageOf(keyword),
    rank: -1,
  }))
}

function pageOf(keyword: Keyword): { readonly page?: string } {
  const { page } = instructionDocumentation[keyword]
  return page === undefined ? {} : { page }
}

function flags(asked: Asked, keyword: Keyword): Completions | undefined {
  const { word } = asked.cursor
  const equals = word.indexOf('=')
  if (equals === -1) return offer(asked, word.length, flagNames(asked, keyword))
  const name = word.slice(2, equals)
  const value = word.slice(equals + 1)
  if (keyword === 'RUN' && name === 'mount') return mount(asked, value)
  const items = flagValues(asked, keyword, name)
  return items.length === 0 ? undefined : offer(asked, value.length, items)
}

function flagValues(
  { dockerfile, cursor, surroundings }: Asked,
  keyword: Keyword,
  name: string,
): readonly Completion[] {
  switch (`${keyword} ${name}`) {
    case 'FROM platform':
      return plain('$BUILDPLATFORM', '$TARGETPLATFORM', 'linux/amd64', 'linux/arm64')
    case 'COPY from':
      return [...stageNames(dockerfile, cursor.index, 'sources'), ...imageNames(surroundings)]
    case 'RUN network':
      return plain('default', 'none', 'host')
    case 'RUN security':
      return plain('sandbox', 'insecure')
    case 'COPY chmod':
    case 'ADD chmod':
      return plain('644', '755', 'u=rwX,go=rX')
    case 'ADD checksum':
      return plain('sha256:')
    case 'HEALTHCHECK retries':
      return plain('1', '3', '5')
    default:
      return keyword === 'HEALTHCHECK' ? plain('5s', '10s', '30s', '1m') : []
  }
}

function mount(asked: Asked, value: string): Completions | undefined {
  const { dockerfile, cursor, surroundings } = asked
  const fields = value.split(',')
  const field = fields.pop() ?? ''
  const type = fields.find((each) => each.startsWith('type='))?.slice('type='.length) ?? 'bind'
  const [name, ...given] = field.split('=')
  const written = given.join('=')
  if (!field.includes('=')) {
    const free = mountOptions.filter((option) => !fields.some((each) => each.split('=')[0] === option.name))
    const items = free
      .filter((option) => option.types.includes(type))
      .map(({ name: label, text }): Completion => {
        const isSwitch = ['readonly', 'rw', 'required'].includes(label)
        return { label, kind: 'flag', apply: isSwitch ? label : `${label}=`, text, rank: label === 'type' ? 1 : 0 }
      })
    return offer(asked, field.length, items)
  }
  if (name === 'type')
    return offer(
      asked,
      written.length,
      Object.entries(mountTypes).map(([label, text]) => ({ label, kind: 'value', text })),
    )
  if (name === 'from')
    return offer(asked, written.length, [
      ...stageNames(dockerfile, cursor.index, 'sources'),
      ...imageNames(surroundings),
    ])
  if (name === 'sharing') return offer(asked, written.length, plain('shared', 'private', 'locked'))
  if (name === 'source' && type === 'bind' && !fields.some((each) => each.startsWith('from=')))
    return offer(asked, written.length, pathNames(written, surroundings))
  return undefined
}

/** What fits in the place of an instruction's next argument; `given` are those before it, `rest` these with the flags. */
function values(
  asked: Asked,
  keyword: Keyword,
  given: readonly string[],
  rest: readonly string[],
): Completions | undefined {
  const { dockerfile, cursor, surroundings } = asked
  const { word } = cursor
  const whole = (items: readonly Completion[]): Completions => offer(asked, word.length, items)
  switch (keyword) {
    case 'FROM':
      if (given.length === 0)
        return whole([
          ...stageNames(dockerfile, cursor.index, 'bases'),
          ...imageNames(surroundings),
          {
            label: 'scratch',
            kind: 'image',
            detail: 'empty',
            text: 'Nothing at all: no files, no shell, no settings.',
          },
        ])
      return given.length === 1
        ? whole([
            {
              label: 'AS',
              kind: 'instruction',
              apply: 'AS ',
              text: 'Names the stage, so that COPY --from, another FROM or --target can name it.',
            },
          ])
        : undefined
    case 'COPY':
    case 'ADD': {
      const isFromContext = !rest.some((each) => each.startsWith('--from='))
      return whole(isFromContext ? pathNames(word, surroundings) : [])
    }
    case 'ARG':
      return whole(declarable(asked))
    case 'USER':
      return whole(usersOf(asked))
    case 'STOPSIGNAL':
      return whole(plain(...signalNames))
    case 'SHELL':
      return given.length === 0 ? whole(plain('["/bin/sh", "-c"]', '["/bin/bash", "-o", "pipefail", "-c"]')) : undefined
    case 'LABEL':
      return whole(labels)
    case 'HEALTHCHECK':
      return given.length === 0
        ? whole([
            {
              label: 'CMD',
              kind: 'instruction',
              apply: 'CMD ',
              text: 'The command that tells, by its exit status, whether all is well.',
            },
            { label: 'NONE', kind: 'instruction', text: 'Switches off the check that the base image brought.' },
          ])
        : undefined
    case 'EXPOSE':
      return /^\d+\/\w*$/.test(word) ? offer(asked, word.split('/')[1]?.length ?? 0, plain('tcp', 'udp')) : undefined
    default:
      return undefined
  }
}

function plain(...labels: readonly string[]): readonly Completion[] {
  return labels.map((label) => ({ label, kind: 'value' }))
}

/** ARGs from above the first FROM that a stage can take over, and those that the builder knows. */
function declarable({ dockerfile }: Asked): readonly Completion[] {
  const first = dockerfile.instructions.findIndex(({ kind }) => kind === 'FROM')
  const globals = dockerfile.instructions
    .slice(0, Math.max(first, 0))
    .flatMap((each) => (each.kind === 'ARG' ? each.declarations : []))
  return [
    ...globals.map(
      ({ name, value }): Completion => ({
        label: name.text,
        kind: 'variable',
        ...(value === undefined ? {} : { detail: value.text }),
        text: 'An ARG from above the first FROM: declared again, it can be read in this stage too.',
        rank: 1,
      }),
    ),
    ...Object.entries(predefinedDocumentation).map(([label, text]): Completion => ({ label, kind: 'variable', text })),
  ]
}

function usersOf({ dockerfile, cursor, surroundings }: Asked): readonly Completion[] {
  const from = dockerfile.instructions.slice(0, cursor.index).findLast(({ kind }) => kind === 'FROM')
  const image = from?.kind === 'FROM' ? from.image.text : ''
  const facts = [...surroundings.bases.values()].find(({ reference }) => reference === image)
  return (facts?.users ?? ['root', 'nobody']).map((label) => ({ label, kind: 'value', detail: 'user' }))
}

const labels: readonly Completion[] = (
  [
    ['title', 'The name of the image, for people.'],
    ['description', 'What the image is for, in a sentence.'],
    ['version', 'The version of what is in it.'],
    ['revision', 'The commit that it was built from.'],
    ['source', 'Where its source is to be found.'],
    ['url', 'Where to read about it.'],
    ['licenses', 'The licences of what is in it, as an SPDX expression.'],
    ['authors', 'Who to ask about it.'],
    ['created', 'When it was built, as 2026-01-31T12:00:00Z. It changes the image with every build.'],
    ['base.name', 'The base image it stands on.'],
  ] as const
).map(([name, text]) => {
  const label = `org.opencontainers.image.${name}`
  return { label, kind: 'value', apply: `${label}=`, text }
})
