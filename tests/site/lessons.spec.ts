import { expect, type Locator, type Page, test } from '@playwright/test'

test.setTimeout(120_000)

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Opens a lesson as a learner does: at its beginning. */
async function open(page: Page, slug: string): Promise<void> {
  await page.goto(`/lessons/${slug}/`)
}

/** A scene of the page, awake. One that makes a change of its own has been built once. */
async function scene(page: Page, id: number): Promise<Locator> {
  const section = page.locator(`#scene-${id}`)
  await section.locator('layerwise-workbench').scrollIntoViewIfNeeded()
  await section.locator('layerwise-workbench').hover()
  await expect(section.getByRole('tree')).toBeVisible({ timeout: 30_000 })
  return section
}

/** Decides: a choice by its words, or for each step whether it runs. */
async function decide(section: Locator, what: string | readonly ('cached' | 'runs')[]): Promise<void> {
  if (typeof what === 'string') await section.getByRole('radio', { name: what, exact: true }).check()
  else {
    const steps = section.locator('.step')
    await expect(steps).toHaveCount(what.length)
    for (const [at, is] of what.entries()) await steps.nth(at).getByText(is, { exact: true }).click()
  }
  await section.getByRole('button', { name: 'That is my prediction' }).click()
}

/** Presses the button that builds, and waits for its end. */
async function build(section: Locator, end = /Build \d+ is done/): Promise<void> {
  await section.locator('.build-now, button.build').first().click()
  await expect(section.locator('.said')).toContainText(end, { timeout: 30_000 })
}

/** What was said stands beside what is. */
async function agrees(section: Locator): Promise<void> {
  await expect(section.locator('layerwise-predict')).toContainText('✓ as you said')
  await expect(section.locator('layerwise-predict .rule')).toBeVisible()
}

/** Lets the scene show its answer, change by change, and builds it. */
async function showMe(section: Locator): Promise<void> {
  await section.getByRole('button', { name: 'Show me' }).click()
  const solution = section.locator('layerwise-solution')
  const change = solution.getByRole('button', { name: 'Make this change' })
  await expect(solution.locator('ins, del').first()).toBeVisible()
  while (await change.isVisible()) await change.click()
  await expect(solution).toContainText('those of the answer')
  await section.getByRole('button', { name: 'Build again' }).click()
  await expect(section.locator('.said')).toContainText(/Build 2 is done|Build 3 is done/, { timeout: 30_000 })
}

/** Answers a question outside the scenes, and unfolds what it hides. */
async function answer(page: Page, question: RegExp, choice: string): Promise<Locator> {
  const box = page.locator('.predict[data-at]', { hasText: question })
  await box.getByRole('radio', { name: choice }).check()
  await box.getByText('I have decided').click()
  await expect(box.locator('.said-before')).toContainText('✓ As it is')
  return box
}

function tab(section: Locator, name: string): Locator {
  return section.getByRole('tab', { name, exact: true })
}

test('images and containers, as the page says', async ({ page }) => {
  await open(page, 'images-and-containers')
  const shelf = await answer(page, /Which one breaks/, 'Hello')
  await expect(shelf.locator('.terminal').last()).toContainText('hello: I need Python 3.9')
  const film = page.locator('.film').first()
  await expect(film.locator('.frame:visible')).toContainText('With Python 3.9 on the shelf')
  await film.getByRole('button', { name: 'Next' }).click()
  await film.getByRole('button', { name: 'Next' }).click()
  await expect(film.locator('.frame.is-shown')).toContainText('Each in a box')

  // The command, flag by flag.
  const lens = page.locator('.lens')
  await expect(lens.locator('.frame:visible')).toHaveText(/gives the container a name/)
  await lens.getByRole('radio', { name: '--name' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(lens.locator('.frame:visible')).toHaveText(/throws its sheet away/)

  const box = await scene(page, 1)
  await decide(box, 'Less than a thousandth')
  await build(box)
  await agrees(box)
  await answer(page, /not on this machine/, 'docker fetches it and starts it')
  await answer(page, /forgets -p/, 'No connection')
  // A wrong choice gets its reply, and somebody who was certain a word on that.
  const note = page.locator('.predict[data-at]', { hasText: /Who else has it/ })
  await note.getByRole('radio', { name: /^The first container/ }).check()
  await note.getByRole('radio', { name: 'certain', exact: true }).check()
  await note.getByText('I have decided').click()
  await expect(note.locator('.said-before')).toContainText('It is otherwise. You were certain')
  await expect(note.locator('.reply:visible')).toHaveText(/The note lies above/)
  // The cards: each in its bin by the keyboard alone, and one in a wrong one.
  const cards = page.locator('.predict[data-at]', { hasText: 'Where does each of them belong' })
  await cards.getByRole('group', { name: 'the kernel' }).getByRole('radio', { name: 'image' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await cards.getByRole('group', { name: 'a password' }).getByRole('radio', { name: 'image' }).check()
  await cards.getByText('I have decided').click()
  await expect(cards.locator('.said-before')).toHaveText('You put 1 of 2 where they belong.')
  await expect(cards.getByRole('row', { name: /^the kernel/ })).toContainText('✓ as you said')
  await expect(cards.getByRole('row', { name: /^a password/ })).toContainText('≠ you said: image')
  // What was said is there in the next visit.
  await page.reload()
  await expect(page.locator('.predict[data-at="1"]').getByRole('radio', { name: 'Hello' })).toBeChecked()
  await expect(cards.getByRole('group', { name: 'the kernel' }).getByRole('radio', { name: 'host' })).toBeChecked()
})

test('the Dockerfile, as the page says', async ({ page }) => {
  await open(page, 'the-dockerfile')
  const lines = await scene(page, 1)
  await decide(lines, 'ADD')
  await build(lines)
  await agrees(lines)
  await answer(page, /Which greeting does it give/, 'The old one')
  const words = await scene(page, 2)
  await decide(words, 'building')
  await build(words)
  await agrees(words)
  const fresh = await scene(page, 3)
  await decide(fresh, '/')
  await build(fresh)
  await agrees(fresh)
  await tab(fresh, 'Log').click()
  await expect(fresh.locator('layerwise-log')).toContainText('A is []')
  await showMe(fresh)
  await expect(fresh.locator('layerwise-log')).toContainText('A is [1]')
  const hurry = await scene(page, 4)
  await decide(hurry, 'At RUN')
  await build(hurry, /failed/)
  // “Correct the line in the editor.”
  await hurry.locator('.cm-line', { hasText: 'pyhton' }).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.insertText('RUN python -V')
  await build(hurry)
  const memory = await scene(page, 5)
  const from = memory.getByRole('button', { name: 'Move up: FROM python:alpine3.12' })
  await from.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  const copy = memory.getByRole('button', { name: 'Move up: COPY hello_container_service.py /' })
  if ((await memory.locator('layerwise-order li').nth(1).innerText()).includes('CMD')) await copy.click()
  await memory.getByRole('button', { name: 'That is my prediction' }).click()
  await build(memory, /failed|cannot be built|no build/i)
  await agrees(memory)
})

test('layers, as the page says', async ({ page }) => {
  await open(page, 'layers')
  const sheets = await scene(page, 1)
  await expect(sheets.locator('layerwise-predict')).toContainText('/d')
  await decide(sheets, await rightOption(page, 1))
  await build(sheets)
  await agrees(sheets)
  const settings = await scene(page, 2)
  await decide(settings, 'One')
  await build(settings)
  await agrees(settings)
  const big = await scene(page, 3)
  await decide(big, 'As much as the file weighs')
  await build(big)
  await agrees(big)
  await expect(big.locator('layerwise-stack .total')).toContainText('108 MB')
  await showMe(big)
  await expect(big.locator('layerwise-stack .total')).toContainText('58.3 MB')
  const shelf = await scene(page, 4)
  await decide(shelf, 'The message, a few bytes')
  await build(shelf, /Build 2 is done/)
  await agrees(shelf)
  await answer(page, /third service/, 'Its base, the runtime and the message')
  const wire = await scene(page, 5)
  await decide(wire, 'The one with the zeros, by far')
  await build(wire)
  await agrees(wire)
})

test('what is gone, as the page says', async ({ page }) => {
  await open(page, 'gone-is-not-gone')
  const evening = await scene(page, 1)
  await decide(evening, 'About 208 MB, nothing was reclaimed')
  await build(evening)
  await agrees(evening)
  await expect(evening.locator('layerwise-stack .gone')).toContainText('hidden by later layers')
  const stick = await scene(page, 2)
  await decide(stick, 'Anyone who can fetch the image')
  await build(stick)
  // “Open the layers one after another in the image pane.”
  await stick.locator('layerwise-stack .block', { hasText: 'COPY letter.txt' }).click()
  await expect(stick.locator('layerwise-contents')).toContainText('letter.txt')
  const table = await scene(page, 3)
  await decide(table, 'The base and the tool')
  await build(table)
  await showMe(table)
  await expect(table.locator('layerwise-stack .total')).toContainText('12.3 MB')
  const weight = await scene(page, 4)
  await decide(weight, 'No, whatever the line says')
  await build(weight)
  await agrees(weight)
})

test('secrets, as the page says', async ({ page }) => {
  await open(page, 'secrets')
  const deleted = await scene(page, 1)
  await decide(deleted, 'No, whoever has the image has the token')
  await build(deleted)
  await agrees(deleted)
  const trap = await scene(page, 2)
  await decide(trap, 'The token, but no file')
  await build(trap)
  await tab(trap, 'Config & history').click()
  await expect(trap.locator('layerwise-config')).toContainText('plc_fake_npm_51f0')
  const badge = await scene(page, 3)
  await decide(badge, 'Nowhere')
  await badge.getByRole('button', { name: 'More', exact: true }).click()
  await badge.getByLabel(/npm_token/).fill('plc_fake_npm_51f0')
  await page.keyboard.press('Tab')
  await build(badge)
  await agrees(badge)
  const absent = await scene(page, 4)
  await decide(absent, 'It runs npm, and the package server turns it away')
  await build(absent, /failed/)
  await tab(absent, 'Log').click()
  await expect(absent.locator('layerwise-log')).toContainText('E401')
  const notes = await scene(page, 5)
  await decide(notes, 'Everyone who can fetch the image')
  await build(notes)
  await agrees(notes)
  const cards = page.locator('.predict[data-at]', { hasText: 'Put the six into an order' })
  const revoke = cards.getByRole('button', { name: 'Move up: Revoke the token' })
  await revoke.focus()
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowUp')
  await expect(cards.locator('li').first()).toContainText('Revoke the token')
  await cards.getByText('I have decided').click()
  await expect(cards.locator('.said-before')).toContainText('You said: Revoke the token')
})

test('cache and order, as the page says', async ({ page }) => {
  await open(page, 'cache-and-order')
  const bad = await scene(page, 1)
  await decide(bad, ['runs', 'runs'])
  await build(bad, /Build 2 is done/)
  await agrees(bad)
  await expect(bad.locator('layerwise-steps')).toContainText('src/Main.java changed')
  const good = await scene(page, 2)
  await decide(good, ['cached', 'runs'])
  await build(good, /Build 2 is done/)
  await agrees(good)
  const npm = await scene(page, 3)
  await decide(npm, ['cached', 'runs', 'runs'])
  await build(npm, /Build 2 is done/)
  await agrees(npm)
  const lying = await scene(page, 4)
  await decide(lying, 'The time of the first build')
  await build(lying, /Build 2 is done/)
  await agrees(lying)
  const trapdoor = await scene(page, 5)
  await decide(trapdoor, ['runs', 'runs'])
  await build(trapdoor, /Build 2 is done/)
  await agrees(trapdoor)
})

test('multi-stage builds, as the page says', async ({ page }) => {
  await open(page, 'multi-stage')
  const fat = await scene(page, 1)
  await decide(fat, 'About 500 MB')
  await build(fat)
  await agrees(fat)
  const slim = await scene(page, 2)
  await slim.getByLabel('Size of the image in megabytes').fill('290')
  await page.keyboard.press('Tab')
  await slim.getByRole('button', { name: 'That is my prediction' }).click()
  await build(slim)
  await agrees(slim)
  await answer(page, /How many files does/, 'One')
  const nobody = await scene(page, 3)
  await decide(nobody, 'No, the test stage is not run')
  await build(nobody)
  await agrees(nobody)
  // “Add this line at the end of the scene’s Dockerfile, and build again.”
  await nobody.locator('.cm-line').last().click()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText('COPY --from=test /passed /passed\n')
  await build(nobody, /failed/)
  await showMe(nobody)
  const again = await scene(page, 4)
  await decide(again, ['cached', 'runs', 'runs', 'cached', 'runs'])
  await build(again, /Build 2 is done/)
  await agrees(again)
})

test('tags and registries, as the page says', async ({ page }) => {
  await open(page, 'tags-digests-registries')
  await answer(page, /How many layers will the push send/, 'One, the registry has the others')
  const next = await scene(page, 1)
  await decide(next, 'The last layer and two short lists')
  await build(next, /Build 2 is done/)
  await agrees(next)
  await tab(next, 'Registry').click()
  await expect(next.locator('layerwise-registry')).toContainText('1 of 6')
  const clumsy = await scene(page, 2)
  await decide(clumsy, 'Two, with everything that was copied and installed')
  await build(clumsy, /Build 2 is done/)
  await agrees(clumsy)
  const groups = await scene(page, 3)
  await decide(groups, 'One, with one changed line in it')
  await build(groups, /Build 2 is done/)
  await agrees(groups)
  await answer(page, /Which greeting does each have/, 'The server the old one')
  const names = await scene(page, 4)
  await decide(names, 'Another build than its tag')
  await build(names)
  await agrees(names)
})

/** The option that the author holds to be right, as it stands in the page’s own data. */
async function rightOption(page: Page, id: number): Promise<string> {
  const text = await page.locator(`#scene-${id} script[type="application/json"]`).textContent()
  const project: { readonly predict?: { readonly answer?: string } } = JSON.parse(text ?? '{}')
  return project.predict?.answer ?? ''
}
