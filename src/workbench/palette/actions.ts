import type { Action } from '../action.ts'
import { gatheredActions } from '../action.ts'
import type { Bench } from '../bench.ts'
import { panes } from '../details/panes.ts'
import { copyLink, saveContext } from '../sharing.ts'
import { buildButton } from '../view.ts'

/** What the list needs of the workbench that it was opened over. */
export interface Host {
  readonly bench: Bench | undefined
  view: 'text' | 'editor' | 'image'
  more: boolean
  build(): void
  reset(): void
}

const command = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'

/** The most files that are listed. */
const filesAtMost = 300

/** All that can be done now: with the workbench, on its page, and what others on the page offer. */
export function actionsOf(host: Host, base: string, showKeys: () => void): readonly Action[] {
  const { bench } = host
  return [
    ...(bench === undefined ? [] : [...buildActions(host, bench, base), ...viewActions(host, bench)]),
    ...gatheredActions(),
    ...pageActions(base),
    { name: 'Keys', group: 'Help', key: '?', run: showKeys },
  ]
}

function buildActions(host: Host, bench: Bench, base: string): readonly Action[] {
  const group = 'Build'
  const { state } = bench
  const button = buildButton(state)
  return [
    ...(button.enabled ? [{ name: button.text, group, key: `${command} ↵`, run: () => host.build() }] : []),
    ...(state.building === undefined ? [] : [{ name: 'Stop the build', group, run: () => bench.cancel() }]),
    { name: 'Cold builder: forget all builds', group, run: () => void bench.cold() },
    { name: 'Reset: files and builder as at the beginning', group, run: () => host.reset() },
    ...(state.project.solution === undefined || state.asking === 'open'
      ? []
      : [{ name: 'Show me the solution', group, run: () => bench.solve() }]),
    { name: 'Options: target, arguments, secrets, platform', group, run: () => showMore(host) },
    { name: 'Save the image as .tar', group: 'Share', run: () => showMore(host) },
    { name: 'Download the context as .zip', group: 'Share', run: () => void saveContext(bench) },
    { name: 'Copy a link to this', group: 'Share', run: () => void copyLink(bench, base) },
  ]
}

function viewActions(host: Host, bench: Bench): readonly Action[] {
  const { state } = bench
  return [
    { name: 'Undo', group: 'Files', key: `${command} Z`, run: () => bench.travel('undo') },
    { name: 'Redo', group: 'Files', run: () => bench.travel('redo') },
    ...panes.map(({ name, title }) => ({ name: `Show ${title}`, group: 'Panes', run: () => bench.showPane(name) })),
    ...state.files.slice(0, filesAtMost).map(({ path }) => ({
      name: path,
      group: 'Open file',
      run: () => {
        host.view = 'editor'
        bench.openFile(path)
      },
    })),
  ]
}

function pageActions(base: string): readonly Action[] {
  const group = 'Page'
  const theme = document.querySelector<HTMLButtonElement>('[data-theme-switch]')
  const places = [
    ['Lessons', 'lessons/'],
    ['Playground', 'playground/'],
    ['Reference', 'reference/'],
    ['How far the figures can be trusted', 'about/'],
  ] as const
  return [
    ...(theme === null
      ? []
      : [{ name: `${theme.textContent?.trim() || 'Theme'}: change it`, group, run: () => theme.click() }]),
    ...places.map(([name, path]) => ({ name: `Go to ${name}`, group, run: () => location.assign(base + path) })),
  ]
}

/** Opens what is wanted now and then, and brings it into sight. */
function showMore(host: Host): void {
  host.more = true
  void import('../more/element.ts')
}
