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

/** A scene of the page, done as it asks: a right prediction, and the build that agrees with it. */
async function foretell(
  page: Page,
  id: number,
  what: string | readonly ('cached' | 'runs')[],
  end?: RegExp,
): Promise<Locator> {
  const section = await scene(page, id)
  await decide(section, what)
  await build(section, end)
  await agrees(section)
  return section
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

  await foretell(page, 1, 'Less than a thousandth')
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
  await foretell(page, 1, 'ADD')
  await answer(page, /Which greeting does it give/, 'The old one')
  await foretell(page, 2, 'building')
  const fresh = await foretell(page, 3, '/')
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
  await foretell(page, 2, 'One')
  const big = await foretell(page, 3, 'As much as the file weighs')
  await expect(big.locator('layerwise-stack .total')).toContainText('108 MB')
  await showMe(big)
  await expect(big.locator('layerwise-stack .total')).toContainText('58.3 MB')
  await foretell(page, 4, 'The message, a few bytes', /Build 2 is done/)
  await answer(page, /third service/, 'Its base, the runtime and the message')
  await foretell(page, 5, 'The one with the zeros, by far')
})

test('what is gone, as the page says', async ({ page }) => {
  await open(page, 'gone-is-not-gone')
  const evening = await foretell(page, 1, 'About 208 MB, nothing was reclaimed')
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
  await foretell(page, 4, 'No, whatever the line says')
})

test('secrets, as the page says', async ({ page }) => {
  await open(page, 'secrets')
  await foretell(page, 1, 'No, whoever has the image has the token')
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
  await foretell(page, 5, 'Everyone who can fetch the image')
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
  const bad = await foretell(page, 1, ['runs', 'runs'], /Build 2 is done/)
  await expect(bad.locator('layerwise-steps')).toContainText('src/Main.java changed')
  await foretell(page, 2, ['cached', 'runs'], /Build 2 is done/)
  await foretell(page, 3, ['cached', 'runs', 'runs'], /Build 2 is done/)
  await foretell(page, 4, 'The time of the first build', /Build 2 is done/)
  await foretell(page, 5, ['runs', 'runs'], /Build 2 is done/)
})

test('multi-stage builds, as the page says', async ({ page }) => {
  await open(page, 'multi-stage')
  await foretell(page, 1, 'About 500 MB')
  const slim = await scene(page, 2)
  await slim.getByLabel('Size of the image in megabytes').fill('290')
  await page.keyboard.press('Tab')
  await slim.getByRole('button', { name: 'That is my prediction' }).click()
  await build(slim)
  await agrees(slim)
  await answer(page, /How many files does/, 'One')
  const nobody = await foretell(page, 3, 'No, the test stage is not run')
  // “Add this line at the end of the scene’s Dockerfile, and build again.”
  await nobody.locator('.cm-line').last().click()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText('COPY --from=test /passed /passed\n')
  await build(nobody, /failed/)
  await showMe(nobody)
  await foretell(page, 4, ['cached', 'runs', 'runs', 'cached', 'runs'], /Build 2 is done/)
})

test('tags and registries, as the page says', async ({ page }) => {
  await open(page, 'tags-digests-registries')
  await answer(page, /How many layers will the push send/, 'One, the registry has the others')
  const next = await foretell(page, 1, 'The last layer and two short lists', /Build 2 is done/)
  await tab(next, 'Registry').click()
  await expect(next.locator('layerwise-registry')).toContainText('1 of 6')
  await foretell(page, 2, 'Two, with everything that was copied and installed', /Build 2 is done/)
  await foretell(page, 3, 'One, with one changed line in it', /Build 2 is done/)
  await answer(page, /Which greeting does each have/, 'The server the old one')
  await foretell(page, 4, 'Another build than its tag')
})

/** The option that the author holds to be right, as it stands in the page’s own data. */
async function rightOption(page: Page, id: number): Promise<string> {
  const text = await page.locator(`#scene-${id} script[type="application/json"]`).textContent()
  const project: { readonly predict?: { readonly answer?: string } } = JSON.parse(text ?? '{}')
  return project.predict?.answer ?? ''
}
