import { words } from '../../words/words.ts'
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
    { name: words.palette.keys, group: words.palette.help, key: '?', run: showKeys },
  ]
}

function buildActions(host: Host, bench: Bench, base: string): readonly Action[] {
  const group = words.palette.build
  const { state } = bench
  const button = buildButton(state)
  return [
    ...(button.enabled ? [{ name: button.text, group, key: `${command} ↵`, run: () => host.build() }] : []),
    ...(state.building === undefined ? [] : [{ name: words.palette.stopTheBuild, group, run: () => bench.cancel() }]),
    { name: words.palette.coldBuilderForgetAllBuilds, group, run: () => void bench.cold() },
    { name: words.palette.resetFilesAndBuilderAsAt, group, run: () => host.reset() },
    ...(state.project.solution === undefined || state.asking === 'open'
      ? []
      : [{ name: words.palette.showMeTheSolution, group, run: () => bench.solve() }]),
    { name: words.palette.optionsTargetArgumentsSecrets, group, run: () => showMore(host) },
    { name: words.palette.saveTheImageAsTar, group: words.palette.share, run: () => showMore(host) },
    { name: words.palette.downloadTheContextAsZip, group: words.palette.share, run: () => void saveContext(bench) },
    { name: words.palette.copyALinkToThis, group: words.palette.share, run: () => void copyLink(bench, base) },
  ]
}

function viewActions(host: Host, bench: Bench): readonly Action[] {
  const { state } = bench
  return [
    { name: words.palette.undo, group: words.palette.files, key: `${command} Z`, run: () => bench.travel('undo') },
    { name: words.palette.redo, group: words.palette.files, run: () => bench.travel('redo') },
    ...panes.map(({ name }) => ({
      name: words.palette.show(words.details.panes[name]),
      group: words.palette.panes,
      run: () => bench.showPane(name),
    })),
    ...state.files.slice(0, filesAtMost).map(({ path }) => ({
      name: path,
      group: words.palette.openFile,
      run: () => {
        host.view = 'editor'
        bench.openFile(path)
      },
    })),
  ]
}

function pageActions(base: string): readonly Action[] {
  const group = words.palette.page
  const theme = document.querySelector<HTMLButtonElement>('[data-theme-switch]')
  const places = [
    [words.palette.lessons, `${words.palette.pages}lessons/`],
    [words.palette.playground, `${words.palette.pages}playground/`],
    [words.palette.reference, 'reference/'],
    [words.palette.howFarTheFiguresCanBe, 'about/'],
  ] as const
  return [
    ...(theme === null
      ? []
      : [{ name: words.palette.changeIt(theme.textContent?.trim() ?? ''), group, run: () => theme.click() }]),
    ...places.map(([name, path]) => ({
      name: words.palette.goTo(name),
      group,
      run: () => location.assign(base + path),
    })),
  ]
}

/** Opens what is wanted now and then, and brings it into sight. */
function showMore(host: Host): void {
  host.more = true
  void import('../more/element.ts')
}
