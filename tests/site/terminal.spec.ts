import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { focused } from './bench.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test.setTimeout(90_000)

/** Opens an example of the playground with its terminal, and the transcript beside it. */
async function openTerminal(page: Page, example: string): Promise<Locator> {
  // What is drawn is there at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`/playground/#example=${example}`)
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await bench.getByRole('tab', { name: 'Terminal' }).click()
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop with docker', { timeout: 20_000 })
  await bench.getByText('All of this shell as text').click()
  await bench.locator('layerwise-terminal .screen').click()
  return bench
}

function transcript(bench: Locator): Promise<string> {
  return bench.locator('layerwise-terminal .transcript pre').innerText()
}

/** Types a line and waits for its end; gives what it printed. With `until`, what it printed when that stood there. */
async function type(page: Page, bench: Locator, line: string, until?: RegExp): Promise<string> {
  const before = (await transcript(bench)).replace(/^Nothing yet\.$/, '')
  const printed = async () => (await transcript(bench)).slice(before.length).trimStart()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
  await expect.poll(printed).toContain(line)
  if (until === undefined)
    await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop', { timeout: 20_000 })
  else await expect.poll(printed, { timeout: 20_000 }).toMatch(until)
  return (await printed()).split('\n').slice(1).join('\n')
}

function tab(bench: Locator, name: string | RegExp): Locator {
  return bench.getByRole('tab', { name })
}

test('the commands of the article do what it says, in order', async ({ page }) => {
  const pair = await openTerminal(page, 'java-fat')
  const fat = await type(page, pair, 'docker build -t example:fat -f DockerfileFat .')
  expect(fat).toMatch(/ => .*RUN mvn/)
  expect(fat).toContain('naming to docker.io/library/example:fat')
  await type(page, pair, 'docker build -t example:slim -f DockerfileSlim .')
  const sizes = await type(page, pair, 'docker images')
  const size = (tag: string): number => Number(new RegExp(`^example +${tag} .* (\\d+)MB$`, 'm').exec(sizes)?.[1])
  expect(size('slim')).toBeGreaterThan(100)
  expect(size('fat')).toBeGreaterThan(480)
  expect(size('fat')).toBeLessThan(530)
  expect(size('fat')).toBeGreaterThan(1.5 * size('slim'))
  // The panes tell of the file that was built last.
  await expect(pair.locator('layerwise-tree [data-path="DockerfileSlim"]')).toContainText('builds')

  const bench = await openTerminal(page, 'hello')
  const name = 'antsinmyey3sjohnson/hello-container-service:1.0'
  const built = await type(page, bench, `docker build -t ${name} .`)
  expect(built).toContain('[2/2] ADD hello_container_service.py /')
  expect(built).toContain(`naming to docker.io/${name}`)
  // A build that was typed is a build that was pressed.
  await expect(bench.locator('.said')).toContainText('Build 1 is done')
  await tab(bench, 'Log').click()
  await expect(bench.locator('layerwise-log')).toContainText(`naming to docker.io/${name}`)
  await tab(bench, 'Terminal').click()
  await bench.getByText('All of this shell as text').click()
  expect(await transcript(bench)).toContain(`docker build -t ${name} .`)
  await bench.locator('layerwise-terminal .screen').click()
  expect(await type(page, bench, 'docker images')).toMatch(
    /^antsinmyey3sjohnson\/hello-container-service +1\.0 .*44\.9MB$/m,
  )

  await type(page, bench, 'docker login -u antsinmyey3sjohnson -p secret')
  const pushed = await type(page, bench, `docker push ${name}`)
  expect(pushed).toContain('The push refers to repository [docker.io/antsinmyey3sjohnson/hello-container-service]')
  expect(pushed).toMatch(/^[0-9a-f]{12}: Pushed$[\s\S]*^1\.0: digest: sha256:[0-9a-f]{64} size: \d+$/m)

  const run = `docker run --name hello-container-service --rm -t -p 8081:8081 ${name}`
  expect(await type(page, bench, run, /Starting/)).toContain('Starting to serve on port 8081')
  await expect(bench.locator('layerwise-terminal .hint')).toContainText(
    'hello-container-service runs in the foreground',
  )
  await bench.getByRole('button', { name: 'New shell' }).click()
  expect(await type(page, bench, 'curl localhost:8081')).toBe('{"message": "Hello, container!"}')
  expect(await type(page, bench, 'docker ps')).toMatch(
    /"python \.\/hello_cont…" .* Up .* 0\.0\.0\.0:8081->8081\/tcp.* hello/,
  )
  await bench.getByRole('button', { name: 'Shell 1 · hello' }).click()
  await expect.poll(() => transcript(bench)).toContain('"GET / HTTP/1.1" 200 -')
  await bench.locator('layerwise-terminal .screen').click()
  await page.keyboard.press('Control+c')
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop')
  expect(await type(page, bench, 'docker ps -aq')).toBe('')

  // Another script gives another answer, and a push sends its layer alone.
  expect(await type(page, bench, "sed -i 's/Hello, container!/Good morning/' hello_container_service.py")).toBe('')
  await bench.locator('layerwise-tree [data-path="hello_container_service.py"]').click()
  await expect(bench.locator('layerwise-editor')).toContainText('Good morning', { timeout: 20_000 })
  await bench.locator('layerwise-terminal .screen').click()
  expect(await type(page, bench, `docker build -t ${name} .`)).toMatch(
    / => \[2\/2\] ADD hello_container_service.py \/ /,
  )
  const again = await type(page, bench, `docker push ${name}`)
  expect(again.match(/: Pushed/g)).toHaveLength(1)
  expect(again.match(/: Layer already exists/g)).toHaveLength(5)
  await type(page, bench, `docker run --name hello-container-service --rm -d -p 8081:8081 ${name}`)
  expect(await type(page, bench, 'curl localhost:8081')).toBe('{"message": "Good morning"}')
})

test('what is written in the editor is there in the terminal, and what Build makes', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await bench.locator('layerwise-editor').click()
  await expect(bench.locator('.cm-content')).toBeVisible({ timeout: 20_000 })
  await bench.locator('.cm-content').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('LABEL here=yes')
  await bench.locator('button.build').click()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await bench.locator('layerwise-terminal .screen').click()
  expect(await type(page, bench, 'tail -n 1 Dockerfile')).toContain('LABEL here=yes')
  expect(await type(page, bench, 'docker images')).toMatch(/^example-hello +latest .*44\.9MB/m)
  expect(await type(page, bench, 'docker history example-hello')).toMatch(/LABEL here=yes/)
})

test('a line is edited, completed, found again and given up by keys alone', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await page.keyboard.type('ho hello')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('ec')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+u')
  await page.keyboard.type('cat hello_q')
  await page.keyboard.press('Tab')
  await expect(bench.locator('.xterm-rows')).toContainText('cat hello_quote.py')
  await page.keyboard.press('Control+c')
  expect(await type(page, bench, 'echo one')).toBe('one')
  await page.keyboard.press('Control+r')
  await page.keyboard.type('on')
  await page.keyboard.press('End')
  expect(await type(page, bench, ' two')).toBe('one two')
  await page.keyboard.press('Control+l')
  await expect.poll(() => transcript(bench)).toBe('Nothing yet.')
})

test('Ctrl C stops a build that is drawn: docker says so, and what had ended stays cached', async ({ page }) => {
  const bench = await openTerminal(page, 'node-lists-first')
  const rows = bench.locator('layerwise-terminal .xterm-rows')
  await page.emulateMedia({ reducedMotion: null })
  await page.keyboard.type('docker build -t app .')
  await page.keyboard.press('Enter')
  await expect(rows).toContainText(/=> \[4\/6\] RUN npm/, { timeout: 20_000 })
  await page.keyboard.press('Control+c')
  await expect(rows).toContainText('failed to solve: Canceled: context canceled')
  await expect(rows).toContainText('CANCELED [4/6] RUN npm')
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop')
  expect((await transcript(bench)).match(/\[\+\] Building/g)).toHaveLength(1)
  expect(await type(page, bench, 'echo $?; docker images -q')).toBe('130')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const again = await type(page, bench, 'docker build -t app .')
  expect(again).toMatch(/=> CACHED \[3\/6\] COPY[\s\S]*=> \[4\/6\] RUN npm[\s\S]*naming to docker.io\/library\/app/)
})

test('several lines that are pasted run in order', async ({ page, context }) => {
  const bench = await openTerminal(page, 'hello')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(() =>
    navigator.clipboard.writeText("cat > new.txt <<'EOF'\nfirst\nEOF\ncat new.txt\necho \\\n  last\n"),
  )
  await page.keyboard.press('Control+v')
  await expect.poll(() => transcript(bench)).toMatch(/cat new\.txt\nfirst\n.*echo \\\n.*last\nlast$/s)
  await expect(bench.locator('layerwise-tree [data-path="new.txt"]')).toBeVisible()
})

test('a reload keeps the history, and a line without end is stopped', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await type(page, bench, 'echo remembered')
  expect(await type(page, bench, 'while :; do :; done')).toContain('stopped: this line would run without end')
  await page.reload()
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await tab(bench, 'Terminal').click()
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop with docker', { timeout: 20_000 })
  await bench.locator('layerwise-terminal .screen').click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(bench.locator('.xterm-rows')).toContainText('echo remembered')
})

test('a reload finds containers, images and what was pushed', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await type(page, bench, 'docker login -u you -p x; docker build -q -t you/hello .; docker push -q you/hello')
  await type(page, bench, 'docker run -d --name hello -p 8081:8081 you/hello')
  await page.reload()
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await tab(bench, 'Registry').click()
  await expect(bench.getByRole('table', { name: 'What was pushed' })).toContainText('docker.io/you/hello:latest')
  await tab(bench, 'Terminal').click()
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop with docker', { timeout: 20_000 })
  await bench.getByText('All of this shell as text').click()
  await bench.locator('layerwise-terminal .screen').click()
  expect(await type(page, bench, 'curl -s localhost:8081')).toBe('{"message": "Hello, container!"}')
  expect(await type(page, bench, 'docker images -q you/hello | wc -l')).toBe('1')
})

test('what writes without end is bounded, and time that is skipped is told', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  const terminal = bench.locator('layerwise-terminal')
  const size = async () => (await transcript(bench)).length
  await type(page, bench, 'sleep 600', /went by on this machine/)
  for (const line of ['yes', 'cat /dev/urandom']) {
    await type(page, bench, line, /stopped: this line would run without end/)
    expect(await size()).toBeLessThan(420_000)
  }
  await page.keyboard.press('Control+l')
  await page.keyboard.type("docker run --rm --name loud busybox sh -c 'while :; do echo aaaaaaaaaaaa; done'")
  await page.keyboard.press('Enter')
  await expect(terminal.locator('.hint')).toContainText('loud runs in the foreground', { timeout: 20_000 })
  for (let press = 0; press < 3; press++) await page.keyboard.press('Control+c')
  await expect(terminal.locator('.hint')).toContainText('A laptop', { timeout: 20_000 })
  expect(await size()).toBeLessThan(420_000)
  await page.keyboard.press('Control+l')
  expect(await type(page, bench, 'docker rm -f loud')).toBe('loud')
})

test('a page that is closed in the middle of a push comes back with what was pushed before', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await type(page, bench, 'docker login -u you -p x; docker build -q -t you/hello .; docker push -q you/hello')
  await page.keyboard.type('docker tag you/hello you/hello:2; docker push you/hello:2')
  await page.keyboard.press('Enter')
  await page.reload()
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await tab(bench, 'Terminal').click()
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop with docker', { timeout: 20_000 })
  await bench.getByText('All of this shell as text').click()
  await bench.locator('layerwise-terminal .screen').click()
  expect(await type(page, bench, 'docker push you/hello | tail -n1')).toMatch(/^latest: digest: sha256:/)
})

test('Escape and Tab lead out of the terminal', async ({ page }) => {
  await openTerminal(page, 'hello')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toMatch(/terminal/i)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await focused(page)).not.toMatch(/terminal input/i)
})

test('a command that a page names is run', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await bench.evaluate((element) =>
    element.dispatchEvent(new CustomEvent('run-in-terminal', { detail: 'echo from a lesson' })),
  )
  await expect.poll(() => transcript(bench)).toMatch(/\$ echo from a lesson\nfrom a lesson$/)
})

test('a command of a lesson is typed into its scene by one press', async ({ page }) => {
  await page.goto('/lessons/images-and-containers/')
  const bench = page.locator('#scene-1 layerwise-workbench')
  await bench.scrollIntoViewIfNeeded()
  await bench.getByRole('button', { name: 'Skip' }).click()
  // They become buttons as they come near.
  await page.locator('code.run-line').first().scrollIntoViewIfNeeded()
  const run = (line: string) => page.getByRole('button', { name: `${line}, run in the terminal` })
  await run('docker build -t hello .').press('Enter')
  const screen = bench.locator('layerwise-terminal .xterm')
  await expect(screen).toContainText('naming to docker.io/library/hello', { timeout: 20_000 })
  await run('docker run --name hello --rm -d -p 8081:8081 hello').click()
  await run('curl localhost:8081').click()
  await expect(screen).toContainText('{"message": "Hello, container!"}', { timeout: 20_000 })
})

test('a shell in a container is typed at, edited and left', async ({ page }) => {
  const bench = await openTerminal(page, 'hello')
  await type(page, bench, 'docker run -it --name box alpine:3.22', /alpine:3\.22/)
  const hint = bench.locator('layerwise-terminal .hint')
  await expect(hint).toContainText('What you type goes to box', { timeout: 20_000 })
  await page.keyboard.type('echo $((6 * 7')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+e')
  await page.keyboard.type('))')
  await page.keyboard.press('Enter')
  await expect.poll(() => transcript(bench)).toMatch(/\/ # echo \$\(\(6 \* 7\)\)\n42$/)
  await page.keyboard.press('Control+p')
  await page.keyboard.press('Control+q')
  await expect(hint).toContainText('A laptop with docker')
  expect(await type(page, bench, 'docker ps --format {{.Names}}')).toBe('box')
  await type(page, bench, 'docker attach box', /attach/)
  await expect(hint).toContainText('What you type goes to box')
  await page.keyboard.type('exit 3')
  await page.keyboard.press('Enter')
  await expect(hint).toContainText('A laptop with docker')
  expect(await type(page, bench, 'echo $?')).toBe('3')
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the terminal, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    const bench = await openTerminal(page, 'hello')
    await type(page, bench, 'docker images')
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })

test('on a phone nothing is wider than the page, and keys that it lacks are there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto('/playground/#example=hello')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await bench.getByRole('button', { name: 'Image', exact: true }).click()
  await tab(bench, 'Terminal').click()
  await expect(bench.locator('layerwise-terminal .hint')).toContainText('A laptop with docker', { timeout: 20_000 })
  await bench.locator('layerwise-terminal .screen').click()
  await page.keyboard.type('cat Dock')
  await bench.getByRole('button', { name: 'Complete' }).click()
  await expect(bench.locator('.xterm-rows')).toContainText('cat Dockerfile')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})
