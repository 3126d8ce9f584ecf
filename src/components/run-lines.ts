/** Makes the commands of a page that name a scene into buttons: pressed, they are typed into the terminal of that scene's workbench. */
export function wakeRunLines(lines: Iterable<HTMLElement>): void {
  for (const line of lines) {
    const { hint = '', label = '', scene = '' } = line.dataset
    const button = document.createElement('button')
    button.className = line.className
    button.title = hint
    button.ariaLabel = label
    line.replaceWith(button)
    line.className = ''
    button.append(line)
    button.onclick = () => void run(scene, line.textContent)
  }
}

async function run(scene: string, command: string | null): Promise<void> {
  const bench = document.querySelector(`#${scene} layerwise-workbench`)
  bench?.scrollIntoView({ block: 'nearest' })
  await customElements.whenDefined('layerwise-workbench')
  if (bench !== null && 'updateComplete' in bench) await bench.updateComplete
  bench?.dispatchEvent(new CustomEvent('run-in-terminal', { detail: command }))
}
