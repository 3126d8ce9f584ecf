/** Makes the commands of a page that name a scene into buttons: pressed, they are typed into the terminal of that scene's workbench. */
export function wakeRunLines(lines: Iterable<HTMLElement>): void {
  for (const line of lines) {
    const { hint = '', label = '', scene = '' } = line.dataset
    const button = document.createElement('button')
    button.type = 'button'
    button.className = line.className
    button.title = hint
    button.setAttribute('aria-label', label)
    line.replaceWith(button)
    line.className = ''
    button.append(line)
    button.addEventListener('click', () => void run(scene, line.textContent ?? ''))
  }
}

async function run(scene: string, command: string): Promise<void> {
  const bench = document.getElementById(scene)?.querySelector('layerwise-workbench')
  if (bench === null || bench === undefined) return
  bench.scrollIntoView({ block: 'nearest' })
  await customElements.whenDefined('layerwise-workbench')
  await ('updateComplete' in bench ? bench.updateComplete : undefined)
  bench.dispatchEvent(new CustomEvent('run-in-terminal', { detail: command }))
}
