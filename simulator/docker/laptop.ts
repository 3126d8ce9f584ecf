import { emptyStore } from '../cache/store.ts'
import { sizedContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import type { Attributes, Time, Tree } from '../filesystem/tree.ts'
import type { Host } from './host.ts'

/** Programs that a developer's computer has beside those of its system. */
const extras = ['curl', 'wget', 'git', 'tar', 'gzip', 'jq', 'vi', 'nano', 'less', 'ps', 'bash'] as const

/**
 * A host that has built nothing: a small Linux (the tree of a base image), the usual tools, and a project's files in its home, where its shell
 * begins.
 */
export function newHost(options: {
  readonly name: string
  readonly system: Tree
  readonly project: Tree
  readonly folder: string
  readonly now: Time
}): Host {
  const { name, system, project, folder, now } = options
  const home = `/home/you/${folder}`
  const draft = new Draft(system)
  const attributes: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: now }
  for (const tool of extras) {
    const path = `/usr/bin/${tool}`
    if (draft.at(path) === undefined)
      draft.set(path, {
        kind: 'file',
        ...attributes,
        content: { ...sizedContent(`host:${tool}`, 300_000), program: tool },
      })
  }
  draft.makeDirectories('/home/you', attributes)
  draft.set(home, { ...project, ...attributes })
  return {
    name,
    clock: now,
    files: draft.finish(),
    home,
    store: emptyStore,
    images: [],
    containers: [],
    volumes: new Map(),
    networks: [],
    directory: home,
    variables: new Map([
      ['HOME', { value: '/home/you', isExported: true }],
      ['PATH', { value: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', isExported: true }],
      ['USER', { value: 'you', isExported: true }],
    ]),
    status: 0,
    logins: new Map(),
    made: 0,
  }
}
