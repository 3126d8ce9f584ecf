import type { Call, CallWord } from './calls.ts'
import { type Found, type OwnRule, ownRule } from './rule.ts'
import { type CheckedRun, type CheckedStage, hasCacheOver } from './stage.ts'

/** Checks of package managers: versions that are named, and what they leave behind. */
export const packageRules: readonly OwnRule[] = [
  ownRule('DL3008', 'note', 'apt-get packages should have a version', (stage) =>
    unpinned(stage, aptInstalls, (name) => !/[=/]|\.deb$/.test(name), 'curl=7.88.1-10'),
  ),
  ownRule('DL3013', 'note', 'pip packages should have a version', (stage) =>
    unpinned(
      stage,
      pipInstalls,
      (name) => /^[\w.-]+(\[[\w,.-]+\])?$/.test(name) && !isPythonPath(name),
      'flask==3.1.0',
    ),
  ),
  ownRule('DL3016', 'note', 'npm packages should have a version', (stage) =>
    unpinned(
      stage,
      npmInstalls,
      (name) => /^(@[\w.-]+\/)?[\w.-]+$/.test(name) && !/^\.+$|\.tgz$/.test(name),
      'pnpm@9.15.0',
    ),
  ),
  ownRule('DL3018', 'note', 'apk packages should have a version', (stage) =>
    unpinned(stage, apkAdds, (name) => !/[=<>~@]|^\.|\.apk$/.test(name), 'curl=8.14.1-r2'),
  ),
  ownRule('DL3009', 'warning', 'The package lists of apt should not be left in a layer', (stage) =>
    shippedRuns(stage).flatMap((checked) => {
      const update = checked.text.calls.find((call) => isApt(call) && verbOf(call)?.text === 'update')
      if (update === undefined || hasCacheOver(checked.run, '/var/lib/apt/lists')) return []
      if (checked.text.calls.some((call) => removes(call, '/var/lib/apt/lists'))) return []
      const message = 'The lists that update fetched stay in this layer: remove /var/lib/apt/lists/* in the same RUN'
      return [at(checked, update, message)]
    }),
  ),
  ownRule('DL3015', 'note', 'apt-get should install no recommended packages', (stage) =>
    shippedRuns(stage).flatMap((checked) =>
      aptInstalls(checked).flatMap(({ call }) => {
        const isAsked = call.words.some(({ text }) =>
          /^--no-install-recommends$|Install-Recommends=(0|false|no)/.test(text),
        )
        const message = 'apt-get adds packages that are only recommended: --no-install-recommends leaves them out'
        return isAsked ? [] : [at(checked, call, message)]
      }),
    ),
  ),
  ownRule('DL3019', 'warning', 'apk should leave no index in a layer', (stage) =>
    shippedRuns(stage).flatMap((checked) => {
      if (hasCacheOver(checked.run, '/var/cache/apk')) return []
      if (checked.text.calls.some((call) => removes(call, '/var/cache/apk'))) return []
      const add = apkAdds(checked).find(({ call }) => !call.words.some(({ text }) => text === '--no-cache'))
      if (add === undefined) return []
      return [
        at(checked, add.call, 'The index of packages stays in this layer: --no-cache uses one without keeping it'),
      ]
    }),
  ),
  ownRule('DL3042', 'warning', 'pip should leave no cache in a layer', (stage) =>
    shippedRuns(stage).flatMap((checked) => {
      if (hasCacheOver(checked.run, '/root/.cache/pip') || checked.variables.has('PIP_NO_CACHE_DIR')) return []
      if (checked.text.calls.some((call) => removes(call, '/root/.cache'))) return []
      const install = pipInstalls(checked).find(
        ({ call }) =>
          !call.words.some(({ text }) => text === '--no-cache-dir') && !call.assigned.includes('PIP_NO_CACHE_DIR'),
      )
      if (install === undefined) return []
      return [at(checked, install.call, 'What pip downloaded stays in this layer: --no-cache-dir keeps nothing')]
    }),
  ),
]

/** A call that adds packages, and the words that name them. */
export interface Installation {
  readonly call: Call
  readonly packages: readonly CallWord[]
}

/** `apt-get install`, also `apt`. */
export function aptInstalls({ text }: Pick<CheckedRun, 'text'>): readonly Installation[] {
  return installations(text.calls.filter(isApt), ['install'], ['-t', '--target-release', '-o', '-c', '-q=2'])
}

/** `apk add`. */
export function apkAdds({ text }: Pick<CheckedRun, 'text'>): readonly Installation[] {
  const calls = text.calls.filter(({ name }) => name === 'apk')
  return installations(calls, ['add'], ['-t', '--virtual', '-X', '--repository', '-p', '--root', '--arch'])
}

/** `pip install`, `python -m pip install`. */
export function pipInstalls({ text }: Pick<CheckedRun, 'text'>): readonly Installation[] {
  const calls = text.calls.flatMap((call): readonly Call[] => {
    if (/^pip[\d.]*$/.test(call.name)) return [call]
    const isModule = /^python[\d.]*$/.test(call.name) && call.words[1]?.text === '-m' && call.words[2]?.text === 'pip'
    return isModule ? [{ ...call, name: 'pip', words: call.words.slice(2) }] : []
  })
  return installations(calls, ['install'], pipOptions)
}

const pipOptions =
  '-r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --prefix --root --find-links'.split(
    ' ',
  )

function npmInstalls({ text }: Pick<CheckedRun, 'text'>): readonly Installation[] {
  const calls = text.calls.filter(({ name }) => name === 'npm')
  return installations(calls, ['install', 'i', 'add'], ['--prefix', '--registry', '--cache'])
}

function installations(
  calls: readonly Call[],
  verbs: readonly string[],
  valued: readonly string[],
): readonly Installation[] {
  return calls.flatMap((call) => {
    const start = call.words.findIndex((word, index) => index > 0 && verbs.includes(word.text))
    if (start === -1 || call.words.slice(1, start).some(({ text }) => !/^-|=/.test(text))) return []
    const packages = call.words
      .slice(start + 1)
      .filter(({ text }, index, all) => !text.startsWith('-') && !valued.includes(all[index - 1]?.text ?? ''))
    return [{ call, packages }]
  })
}

function isApt({ name }: Call): boolean {
  return name === 'apt-get' || name === 'apt'
}

/** The first word that is no option. */
export function verbOf(call: Call): CallWord | undefined {
  return call.words.slice(1).find(({ text }) => !text.startsWith('-'))
}

/** `rm -rf` of a folder, of all in it, or of one above it. */
function removes(call: Call, folder: string): boolean {
  if (call.name !== 'rm' && call.name !== 'find') return false
  return call.words.slice(1).some(({ text }) => {
    const path = text.replace(/\/?\**$/, '')
    return path.startsWith('/') && (`${path}/`.startsWith(`${folder}/`) || `${folder}/`.startsWith(`${path}/`))
  })
}

function isPythonPath(name: string): boolean {
  return /^\.+$|\.(whl|zip|tar|gz)$/.test(name)
}

function unpinned(
  stage: CheckedStage,
  installs: (run: CheckedRun) => readonly Installation[],
  isOpen: (name: string) => boolean,
  example: string,
): readonly Found[] {
  return stage.runs.flatMap((checked) => {
    const open = installs(checked).flatMap(({ packages }) =>
      packages.filter(({ text }) => !text.startsWith('$') && isOpen(text)),
    )
    const [first] = open
    if (first === undefined) return []
    const names = open.map(({ text }) => text).join(', ')
    const message = `The newest ${names} will be installed, whatever that is on the day of the build: name a version, as in ${example}`
    return [{ instruction: checked.run, message, ...(first.range === undefined ? {} : { focus: first.range }) }]
  })
}

function shippedRuns(stage: CheckedStage): readonly CheckedRun[] {
  return stage.isShipped ? stage.runs : []
}

function at({ run }: CheckedRun, call: Call, message: string): Found {
  const [first] = call.words
  const last = verbOf(call) ?? first
  if (first?.range === undefined || last?.range === undefined) return { instruction: run, message }
  return { instruction: run, message, focus: { from: first.range.from, to: last.range.to } }
}
