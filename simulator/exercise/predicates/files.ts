import { type Content, sameContent } from '../../filesystem/content.ts'
import { entryAt, type Node, type Tree, walkTree } from '../../filesystem/tree.ts'
import { Contents } from '../../image/contents.ts'
import { textOf } from '../../values/bytes.ts'
import { figureText } from '../figures.ts'
import { fitsGlob, isGlob } from '../glob.ts'
import { baseLayersOf, placeOfLayer } from '../lines.ts'
import type { BuildRecord, Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import { imageOf, type Plays, worth } from '../values.ts'
import type { Place } from '../verdict.ts'
import { failed, notReached, type Outcome, passed } from './outcome.ts'

/** A file that was found: its path, what it is, and where it comes from. */
interface Found {
  readonly path: string
  readonly node: Node
  readonly place?: Place
  /** In words: `layer 3, COPY . .`; hidden by a later one or not. */
  readonly where: string
}

type Looked =
  | { readonly kind: 'found'; readonly files: readonly Found[] }
  | { readonly kind: 'missing'; readonly why: string }

/** Files in a scope: there or not, with what in them, whose and how. */
export function judgeFile(claim: Predicates['file'], plays: Plays): Outcome {
  const { own: played } = plays
  const looked = look(claim.in, claim.path, played)
  if (looked.kind === 'missing') return notReached(looked.why)
  const [first] = looked.files
  const path = `/${claim.path.replace(/^\//, '')}`
  if (claim.absent === true)
    return first === undefined
      ? { ...passed, measured: 'absent' }
      : failed(`/${first.path} is there${first.where === '' ? '' : `, in ${first.where}`}.`, {
          measured: 'there',
          wanted: 'absent',
          place: first.place ?? { kind: 'file', path: `/${first.path}` },
        })
  if (first === undefined)
    return failed(`${path} is not there.`, { measured: 'absent', wanted: 'there', place: { kind: 'file', path } })
  for (const file of looked.files) {
    const wrong = wrongOf(file, claim, plays)
    if (wrong !== undefined) return { ...wrong, place: file.place ?? { kind: 'file', path: `/${file.path}` } }
  }
  return passed
}

function wrongOf({ path, node }: Found, claim: Predicates['file'], plays: Plays): Outcome | undefined {
  const { contains, mode, owner, writable, equals, under } = claim
  const name = `/${path}`
  const isFile = node.kind === 'file'
  if (contains !== undefined && !(isFile && contentText(node.content).includes(contains)))
    return failed(`${name} does not hold “${contains}”.`)
  const octal = (node.mode & 0o7777).toString(8).padStart(3, '0')
  if (mode !== undefined && node.kind !== 'symlink' && (node.mode & 0o7777) !== Number.parseInt(mode, 8))
    return failed(`${name} has the mode ${octal}.`, { measured: octal, wanted: mode })
  if (writable === false && node.kind !== 'symlink' && (node.mode & 0o222) !== 0)
    return failed(`${name} can be written to: its mode is ${octal}.`, { measured: octal, wanted: 'no w' })
  const own = `${node.uid}:${node.gid}`
  if (owner !== undefined && own !== owner)
    return failed(`${name} belongs to ${own}.`, { measured: own, wanted: owner })
  if (equals !== undefined) {
    const project = plays.own.project()
    const other = project === undefined ? undefined : entryAt(project, equals)
    if (!(isFile && other?.kind === 'file' && sameContent(node.content, other.content)))
      return failed(`${name} does not have the bytes of ${equals}.`)
  }
  const limit = under === undefined ? undefined : worth(under, plays)
  if (limit?.kind === 'figure' && isFile && node.content.size >= limit.quantity.value) {
    const measured = figureText({ value: node.content.size, sources: [] }, 'bytes')
    return failed(`${name} is ${measured}.`, { measured, wanted: `under ${figureText(limit.quantity, 'bytes')}` })
  }
  return undefined
}

function contentText(content: Content): string {
  return content.kind === 'real' ? textOf(content.bytes) : ''
}

function look(scope: string, pattern: string, played: Played): Looked {
  const parts = /^(.+?)\.(final|any|context|files|layer\[(\d+)\]|stage\(([^)]+)\))$/.exec(scope)
  const [, name = '', what = '', layer, stage] = parts ?? []
  if (what === 'files') {
    const run = played.run(name)
    const tree = run === undefined ? undefined : played.stateOf(run)?.tree
    return tree === undefined ? { kind: 'missing', why: 'That container was not started.' } : inTree(tree, pattern)
  }
  const record = played.build(name)
  if (what === 'context')
    return record === undefined
      ? { kind: 'missing', why: 'That build was not reached.' }
      : inTree(record.context, pattern)
  if (stage !== undefined) return inStage(record, stage, pattern)
  const image = imageOf(played, name)
  if (image === undefined)
    return { kind: 'missing', why: record === undefined ? 'There is no such image.' : 'The build gave no image.' }
  if (what === 'final') return inTree(image.tree, pattern, record, name)
  const wanted = layer === undefined || record === undefined ? undefined : baseLayersOf(record.build) + Number(layer)
  const files = Contents.of(image).shipped.flatMap((entries, at) =>
    wanted !== undefined && wanted !== at
      ? []
      : entries.flatMap((entry): readonly Found[] => {
          if (entry.node === undefined || !isMeant(entry.node, entry.path, pattern)) return []
          const place = record === undefined ? undefined : placeOfLayer(record, name, at)
          const text = place !== undefined && 'text' in place && place.text !== '' ? `, ${place.text}` : ''
          const hidden = entry.hiddenBy === undefined ? '' : ', hidden by a later one'
          return [
            {
              path: entry.path,
              node: entry.node,
              where: `layer ${at + 1}${text}${hidden}`,
              ...(place === undefined ? {} : { place }),
            },
          ]
        }),
  )
  return { kind: 'found', files }
}

function inStage(record: BuildRecord | undefined, stage: string, pattern: string): Looked {
  const froms = record?.build.dockerfile.instructions.filter(({ kind }) => kind === 'FROM') ?? []
  const at = froms.findIndex((from) => from.kind === 'FROM' && from.name?.text.toLowerCase() === stage.toLowerCase())
  const tree = record?.build.steps.findLast((step) => step.stage === at && step.tree !== undefined)?.tree
  return at === -1 || tree === undefined
    ? { kind: 'missing', why: `No stage called ${stage} was built.` }
    : inTree(tree, pattern)
}

function inTree(tree: Tree, pattern: string, record?: BuildRecord, name = ''): Looked {
  const found = isGlob(pattern)
    ? [...walkTree(tree)].filter(([path, node]) => isMeant(node, path, pattern))
    : [entryAt(tree, pattern)].flatMap((node) =>
        node === undefined ? [] : [[pattern.replace(/^\//, ''), node] as const],
      )
  return {
    kind: 'found',
    files: found.map(([path, node]) => ({ path, node, where: '', ...placed(path, record, name) })),
  }
}

/** The layer that a path of the merged files comes from. */
function placed(path: string, record: BuildRecord | undefined, name: string): { readonly place?: Place } {
  const image = record?.build.image
  if (record === undefined || image === undefined) return {}
  const at = Contents.of(image).versions(path).at(-1)?.layer
  return at === undefined ? {} : { place: placeOfLayer(record, name, at) }
}

/** Of a pattern that stands for many, directories are not meant; of a plain path, whatever is there. */
function isMeant(node: Node, path: string, pattern: string): boolean {
  return fitsGlob(pattern, path) && (!isGlob(pattern) || node.kind !== 'directory')
}
