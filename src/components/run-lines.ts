/** Makes the commands of a page that name a scene into buttons: pressed, they are typed into the terminal of that scene's workbench. */
export function wakeRunLines(lines: Iterable<HTMLElement>): void {
  for (const line of lines) line.replaceWith(runButton(line))
}

function runButton(line: HTMLElement): HTMLButtonElement {
  const command = line.textContent ?? ''
  const button = document.createElement('button')
  button.type = 'button'
  button.className = line.className
  button.title = line.dataset.hint ?? ''
  const code = document.createElement('code')
  code.textContent = command
  const mark = document.createElement('span')
  mark.className = 'run-mark'
  mark.textContent = '▸'
  mark.setAttribute('aria-hidden', 'true')
  button.setAttribute('aria-label', line.dataset.label ?? command)
  button.append(mark, code)
  const scene = line.dataset.scene ?? ''
  button.addEventListener('click', () => void run(scene, command))
  return button
}

async function run(scene: string, command: string): Promise<void> {
  const bench = document.getElementById(scene)?.querySelector('layerwise-workbench')
  if (bench === null || bench === undefined) return
  bench.scrollIntoView({ block: 'nearest' })
  await customElements.whenDefined('layerwise-workbench')
  await ('updateComplete' in bench ? bench.updateComplete : undefined)
  bench.dispatchEvent(new CustomEvent('run-in-terminal', { detail: command }))
}
