import { emptyStore } from '../../cache/store.ts'
import { entryAt, type Tree } from '../../filesystem/tree.ts'
import { home, laptop, type Played, secretFolder } from '../played.ts'
import type { Verbs } from '../procedure.ts'
import type { Judging } from '../verdict.ts'
import { quoted, typeLine } from './typing.ts'

/** The line that a build is, as it is typed. */
export function buildLine({
  as,
  file,
  unseen,
  context,
  tag,
  target,
  args,
  secrets = [],
  platform,
  no_cache,
  pull,
}: Verbs['build']): string {
  const words = [
    'docker build',
    `-t ${quoted(tag ?? as.toLowerCase())}`,
    ...(file === undefined ? [] : [`-f ${quoted(unseen === true ? `../judge/${file}` : file)}`]),
    ...(target === undefined ? [] : [`--target ${quoted(target)}`]),
    ...Object.entries(args ?? {}).map(([name, value]) => `--build-arg ${quoted(`${name}=${value}`)}`),
    ...secrets.map((id) => `--secret ${quoted(`id=${id},src=${secretFolder}/${id}`)}`),
    ...(platform === undefined ? [] : [`--platform ${platform}`]),
    ...(no_cache === true ? ['--no-cache'] : []),
    ...(pull === true ? ['--pull'] : []),
    quoted(context ?? '.'),
  ]
  return words.join(' ')
}

export function* performBuild(played: Played, step: Verbs['build']): Generator<Judging, void> {
  const name = step.on ?? laptop
  const { context: folder, file } = step
  if (step.cold === true) {
    const host = played.host(name)
    if (host !== undefined)
      played.site = { ...played.site, hosts: new Map(played.site.hosts).set(name, { ...host, store: emptyStore }) }
  }
  const context = folderAt(played, name, folder)
  const run = yield* typeLine(played, name, buildLine(step))
  const build = run.builds[0]
  if (build === undefined || context === undefined) {
    played.stopped = `${step.as}: ${run.output
      .map(({ text }) => text)
      .join('')
      .trim()}`
    return
  }
  played.builds.push(step.as)
  played.records.set(step.as, {
    kind: 'build',
    build,
    context,
    file: file ?? (folder === undefined ? 'Dockerfile' : `${folder}/Dockerfile`),
    args: step.args ?? {},
    isUnseen: step.unseen === true,
  })
}

function folderAt(played: Played, host: string, folder: string | undefined): Tree | undefined {
  const files = played.host(host)?.files
  const node = files === undefined ? undefined : entryAt(files, folder === undefined ? home : `${home}/${folder}`)
  return node?.kind === 'directory' ? node : undefined
}
