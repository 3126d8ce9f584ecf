import type { Dockerfile, FromInstruction, RunInstruction } from '../../dockerfile/instruction.ts'
import { parseReference } from '../../image/reference.ts'
import { baseName } from '../../values/path.ts'
import { type Call, type ShellText, scriptOf, shellTextOf } from '../own/calls.ts'
import { apkAdds, aptInstalls, type Installation, pipInstalls, verbOf } from '../own/packages.ts'
import { type Fix, type Fixer, fix, fromOf, insert, type Place, shellAt, type TextEdit } from './fix.ts'

interface RunPlace extends Place {
  readonly run: RunInstruction
  readonly text: ShellText
}

/** A fixer of RUN, with its text read. */
function ofRun(fixer: (place: RunPlace) => readonly Fix[]): Fixer {
  return (place) => {
    const { instruction: run, dockerfile, index } = place
    if (run.kind !== 'RUN') return []
    return fixer({ ...place, run, text: shellTextOf(run, shellAt(dockerfile, index)) })
  }
}

/** An option after the word that says install. What is wanted is there; what came along is gone. */
function withOption(
  option: string,
  title: string,
  installs: (run: { readonly text: ShellText }) => readonly Installation[],
): Fixer {
  return ofRun(({ text }) => {
    const edits = installs({ text }).flatMap(({ call }): readonly TextEdit[] => {
      const verb = call.words.find((word) => word.text === 'install' || word.text === 'add')
      if (verb?.range === undefined || call.words.some((word) => word.text === option)) return []
      return [insert(verb.range.to, ` ${option}`)]
    })
    return fix(title, ...edits)
  })
}

export const noRecommends = withOption('--no-install-recommends', 'Leave recommended packages out', aptInstalls)
export const noIndex = withOption('--no-cache', 'Keep no index', apkAdds)
export const noPipCache = withOption('--no-cache-dir', 'Keep no cache', pipInstalls)

/** apt-get for apt. The files stay as they are. */
export const aptGet = ofRun(({ text }) => {
  const verbs = new Set(['install', 'update', 'upgrade', 'full-upgrade', 'remove', 'purge', 'autoremove', 'clean'])
  const calls = text.calls.filter((call) => call.name === 'apt' && verbs.has(verbOf(call)?.text ?? ''))
  const edits = calls.flatMap((call) => {
    const range = call.words[0]?.range
    return range === undefined ? [] : [{ range: { from: range.to - 'apt'.length, to: range.to }, text: 'apt-get' }]
  })
  return fix('Use apt-get', ...edits)
})

/** The lists of apt removed where they were fetched. All else stays; offered only where no later line needs them. */
export const removeLists = ofRun((place) => {
  const { run, text, dockerfile, index } = place
  const isInstall = (call: Call): boolean => call.name.startsWith('apt') && verbOf(call)?.text === 'install'
  const later = dockerfile.instructions.slice(index + 1)
  const end = later.findIndex(({ kind }) => kind === 'FROM')
  const needsThem = (end === -1 ? later : later.slice(0, end)).some(
    (next) => next.kind === 'RUN' && shellTextOf(next, shellAt(dockerfile, index)).calls.some(isInstall),
  )
  if (needsThem) return []
  const title = 'Remove the lists in the same RUN'
  const command = 'rm -rf /var/lib/apt/lists/*'
  const body = scriptOf(run)
  if (body !== undefined) return fix(title, insert(body.bodyRange.to, `${command}\n`))
  if (!isExtendable(run, text)) return []
  return fix(title, insert(run.range.to, ` ${dockerfile.directives.escape}\n    && ${command}`))
})

/** Whether something may be put after a RUN with `&&`. */
function isExtendable({ command, heredocs }: RunInstruction, { hasBackground }: ShellText): boolean {
  if (command.form === 'exec' || heredocs.length > 0 || hasBackground) return false
  return !/;\s*$|(^|\s)#/.test(command.text)
}

/** What leaves its mark on the shell, and would on what is joined to it. */
const lasting = new Set([
  'cd',
  'export',
  'set',
  'unset',
  'umask',
  'exec',
  'exit',
  'trap',
  'ulimit',
  '.',
  'source',
  'alias',
])

/** A RUN joined to the one before it. The files stay as they are, in one layer instead of two. */
export const joinRun = ofRun(({ run, text, dockerfile, index }) => {
  const before = dockerfile.instructions[index - 1]
  if (before?.kind !== 'RUN' || run.command.form === 'exec') return []
  const first = shellTextOf(before, shellAt(dockerfile, index))
  const lasts = first.hasAssignments || first.calls.some(({ name, isInSubshell }) => lasting.has(name) && !isInSubshell)
  if (lasts || !isExtendable(before, first) || !isExtendable(run, text) || first.calls.length === 0) return []
  const between = dockerfile.text.slice(before.range.to, run.range.from).split('\n')
  const comments = between.filter((line) => line.trim() !== '').map((line) => `${line}\n`)
  const joined = ` ${dockerfile.directives.escape}\n${comments.join('')}    && `
  return fix('Join it to the RUN before', {
    range: { from: before.range.to, to: run.command.range.from },
    text: joined,
  })
})

/** A pipe that fails with its parts: by an option where the shell has it, else by a shell that has. The files stay as they are. */
export const pipefail = ofRun((place) => {
  const { run, dockerfile, index } = place
  const flavour = shellFlavour(place)
  if (flavour === undefined || run.command.form === 'exec') return []
  if (flavour === 'option') {
    const title = 'Set the option pipefail'
    const body = scriptOf(run)
    if (body !== undefined) return fix(title, insert(body.bodyRange.from, 'set -o pipefail\n'))
    return fix(title, insert(run.command.range.from, 'set -o pipefail && '))
  }
  let line = run.lines.first - 1
  const isComment = (at: number): boolean =>
    dockerfile.text
      .slice(dockerfile.lineStarts[at] ?? 0, dockerfile.lineStarts[at + 1])
      .trimStart()
      .startsWith('#')
  while (line > 0 && isComment(line - 1)) line--
  if (dockerfile.instructions[index - 1]?.kind === 'SHELL') return []
  const shell = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n'
  return fix('Use bash with the option pipefail', insert(dockerfile.lineStarts[line] ?? 0, shell))
})

const debianImages = new Set(
  'adoptopenjdk buildpack-deps debian eclipse-temurin gcc golang gradle httpd maven nginx node php postgres python ruby rust ubuntu'.split(
    ' ',
  ),
)

/** How the shell of a stage can be told to fail with its pipes, as far as the name of the base tells. */
function shellFlavour({ dockerfile, index }: Place): 'option' | 'shell' | undefined {
  const shell = shellAt(dockerfile, index)
  if (/^(bash|ash)$/.test(baseName(shell[0] ?? ''))) return 'option'
  const from = baseOf(dockerfile, fromOf(dockerfile, index))
  const reference = parseReference(from?.image.text ?? '')
  if ('error' in reference) return undefined
  if (/alpine|busybox/.test(reference.familiar)) return 'option'
  return debianImages.has(reference.familiar.split(/[:@]/, 1)[0] ?? '') ? 'shell' : undefined
}

/** The FROM at the foot of a stage: where it stands on stages of this file, theirs. */
function baseOf(dockerfile: Dockerfile, from: FromInstruction | undefined): FromInstruction | undefined {
  if (from === undefined) return undefined
  const image = from.image.text.toLowerCase()
  const earlier = dockerfile.instructions.find(
    (each): each is FromInstruction =>
      each.kind === 'FROM' && each.range.from < from.range.from && each.name?.text.toLowerCase() === image,
  )
  return earlier === undefined ? from : baseOf(dockerfile, earlier)
}
