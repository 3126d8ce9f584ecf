import { sha256Hex } from '../../../values/digest.ts'
import { publicHosts } from '../../../values/hosts.ts'
import { exists, list } from '../../files.ts'
import type { Process } from '../../process.ts'
import { download, hasNetwork, work } from '../console.ts'
import { placeFile, placeLink, removeAll, sized } from '../placing.ts'
import type { Locked } from './manifest.ts'
import { archiveBytes, type NpmPackage, type Registry } from './registry.ts'
import type { NpmSettings } from './settings.ts'

/** A package and where it goes. */
export interface Placement {
  readonly locked: Locked
  readonly found: NpmPackage
}

/** Why packages cannot be had, in npm's words: lines after `npm error `. */
export type FillProblem = { readonly code: string; readonly lines: readonly string[] }

/**
 * Downloads what the cache lacks and puts packages under node_modules: what is known of each by name is its package.json and its commands,
 * the rest is one file. `fetchesDocuments` when no lock file says which versions there are.
 */
export function fill(
  process: Process,
  folder: string,
  placements: readonly Placement[],
  registry: Registry,
  settings: NpmSettings,
  fetchesDocuments: boolean,
): FillProblem | undefined {
  const problem = placements
    .map(({ found }) => refused(found.name, registry, settings))
    .find((one) => one !== undefined)
  const missing = placements.filter(({ found }) => !exists(process, archivePath(settings, found)))
  if (missing.length > 0 && !hasNetwork(process)) return noNetwork(placements)
  if (problem !== undefined) return problem
  let bytes = 0
  for (const { found } of missing) {
    bytes += archiveBytes(found)
    placeInCache(
      process,
      archivePath(settings, found),
      `npm:${found.name}@${found.version}.tgz`,
      archiveBytes(found),
      registry,
    )
  }
  if (fetchesDocuments)
    for (const { found } of placements) {
      const path = `${settings.cache}/_cacache/content-v2/documents/${sha256Hex(found.name).slice(0, 40)}`
      if (exists(process, path)) continue
      bytes += registry.documentBytes(found.name)
      placeInCache(process, path, `npm:${found.name} versions`, registry.documentBytes(found.name), registry)
    }
  if (bytes > 0) download(process, bytes)
  const size = placements.reduce((sum, { found }) => sum + found.bytes, 0)
  work(process, 600 + missing.length * 25 + size / 6000)
  for (const placement of placements) place(process, folder, placement, registry)
  for (const placement of placements) linkCommands(process, folder, placement)
  return undefined
}

function archivePath(settings: NpmSettings, found: NpmPackage): string {
  const hash = sha256Hex(`${found.name}@${found.version}`)
  return `${settings.cache}/_cacache/content-v2/sha512/${hash.slice(0, 2)}/${hash.slice(2, 42)}`
}

function placeInCache(process: Process, path: string, identity: string, size: number, registry: Registry): void {
  placeFile(process, path, sized({ identity, size, kind: 'packed', source: registry.source }))
}

function place(process: Process, folder: string, { locked, found }: Placement, registry: Registry): void {
  const path = `${folder}/${locked.place}`
  const manifest = `${JSON.stringify({ name: found.name, version: locked.version }, null, 2)}\n`
  const identity = `npm:${found.name}@${locked.version}`
  removeAll(process, path)
  placeFile(process, `${path}/package.json`, manifest)
  const commandBytes = found.commands.length
  for (const command of found.commands)
    placeFile(
      process,
      `${path}/bin/${command}.js`,
      sized({
        identity: `${identity}/bin/${command}.js`,
        size: 1,
        kind: 'text',
        source: registry.source,
        program: command,
      }),
      0o755,
    )
  placeFile(
    process,
    `${path}/.other-files`,
    sized({
      identity: `${identity}/.other-files`,
      size: found.bytes - manifest.length - commandBytes,
      kind: 'text',
      source: registry.source,
    }),
  )
}

function linkCommands(process: Process, folder: string, { locked, found }: Placement): void {
  if (locked.place.includes('/node_modules/')) return
  for (const command of found.commands)
    placeLink(process, `${folder}/node_modules/.bin/${command}`, `../${found.name}/bin/${command}.js`)
}

/** What npm says of a package that the public registry lacks. */
export function notFoundLines(name: string): readonly string[] {
  return [
    `404 Not Found - GET https://${publicHosts.npm}/${pathOf(name)} - Not found`,
    '404',
    `404  '${name}@*' is not in this registry.`,
  ]
}

function pathOf(name: string): string {
  return name.replace('/', '%2f')
}

/** Whether a registry refuses to give a package. */
function refused(name: string, registry: Registry, settings: NpmSettings): FillProblem | undefined {
  if (!registry.isPrivate(name)) return undefined
  const address = settings.registryOf(name)
  if (address === undefined)
    return {
      code: 'E404',
      lines: notFoundLines(name),
    }
  const token = settings.tokenFor(address)
  if (token !== undefined && !/expired|revoked/.test(token)) return undefined
  return {
    code: 'E401',
    lines: [`401 Unauthorized - GET ${address.replace(/\/?$/, '/')}${pathOf(name)} - authentication required`],
  }
}

function noNetwork(placements: readonly Placement[]): FillProblem {
  const name = placements[0]?.found.name ?? ''
  return {
    code: 'EAI_AGAIN',
    lines: [
      'syscall getaddrinfo',
      'errno EAI_AGAIN',
      `request to https://${publicHosts.npm}/${pathOf(name)} failed, reason: getaddrinfo EAI_AGAIN ${publicHosts.npm}`,
    ],
  }
}

/** Removes from node_modules what is not wanted any more. */
export function removeModules(process: Process, folder: string): void {
  // A mounted node_modules stays, what is in it goes.
  for (const name of list(process, `${folder}/node_modules`).value ?? [])
    removeAll(process, `${folder}/node_modules/${name}`)
  removeAll(process, `${folder}/node_modules`)
}
