import type { KnownFlags } from './flags.ts'
import type { Keyword } from './instruction.ts'

/** All instructions; suggestions look through them in this order. */
export const keywords: readonly Keyword[] = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]

const byName = new Map<string, Keyword>(
  keywords.flatMap((keyword) => [[keyword, keyword] as const, [keyword.toLowerCase(), keyword] as const]),
)

/** The instruction that a first word stands for, in any case; undefined for an unknown one. */
export function keywordOf(word: string): Keyword | undefined {
  return byName.get(word) ?? byName.get(word.toLowerCase())
}

/**
 * What an instruction's flags are, by the language in force: the one built into docker, the one that `# syntax=docker/dockerfile`
 * fetches, or its labs edition. Source: moby/buildkit frontend/dockerfile/instructions/parse.go; a recorded docker for the built-in one.
 */
export type Edition = 'built-in' | 'fetched' | 'labs'

/** The edition that a syntax directive asks for. */
export function editionOf(syntax: string | undefined): Edition {
  if (syntax === undefined) return 'built-in'
  return /labs/.test(syntax) ? 'labs' : 'fetched'
}

const none: KnownFlags = {}
const add: KnownFlags = {
  chmod: 'text',
  chown: 'text',
  link: 'switch',
  'keep-git-dir': 'switch',
  checksum: 'text',
  exclude: 'list',
  unpack: 'switch',
}
const copy: KnownFlags = { chown: 'text', chmod: 'text', from: 'text', link: 'switch', exclude: 'list' }
const run: KnownFlags = { mount: 'list', network: 'text', device: 'list' }
const health: KnownFlags = {
  interval: 'text',
  timeout: 'text',
  'start-period': 'text',
  'start-interval': 'text',
  retries: 'text',
}

/** The flags that an instruction knows. */
export function flagsKnown(keyword: Keyword, edition: Edition): KnownFlags {
  switch (keyword) {
    case 'FROM':
      return { platform: 'text' }
    case 'ADD':
      return add
    case 'COPY':
      return edition === 'built-in' ? copy : { ...copy, parents: 'switch' }
    case 'RUN':
      return edition === 'labs' ? { ...run, security: 'text' } : run
    case 'HEALTHCHECK':
      return health
    default:
      return none
  }
}
