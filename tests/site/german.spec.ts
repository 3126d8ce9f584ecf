import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Words of the English interface that no German page may show. */
const english =
  /\b(Build again|Cold builder|Reset|Show me|Skip to|Playground|Lessons|Before you start|Predict\.|Looking back|Steps|Layers|Timeline|What if|Compare|Problems|Files|Undo|Dismiss|Unfold the base|How do we know|from the cache|shipped but hidden|That is my prediction|Examples|New project|On this page|minutes|Goals|Check again|Hint|Search|Privacy|Glossary|Exercises)\b/

/** What a page says in German: all that is shown, without what is marked as English and what docker and Dockerfiles say. */
function germanText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said: string[] = []
    const walk = (node: Node): void => {
      if (node instanceof Text) said.push(node.data)
      if (node instanceof Element) {
        if (node.matches('[lang=en], pre, code, script, style, template, [hidden]')) return
        for (const name of ['aria-label', 'title', 'placeholder']) said.push(node.getAttribute(name) ?? '')
        node.shadowRoot?.childNodes.forEach(walk)
        // What stands in a workbench until it wakes is not shown any more.
        if (node.localName === 'layerwise-workbench' && node.shadowRoot !== null) return
      }
      node.childNodes.forEach(walk)
    }
    walk(document.body)
    return said.join('\n')
  })
}

async function isGerman(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(english.exec(await germanText(page))?.[0]).toBeUndefined()
}

async function hasNothingAgainstIt(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
}

test('the German home builds, and every pane speaks German', async ({ page }) => {
  await page.goto('/de/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('.said')).toContainText('Build 1 ist fertig', { timeout: 20_000 })
  await expect(bench.locator('layerwise-stack .total')).toContainText(/\d,\d/)
  await isGerman(page)
  for (const pane of [
    'Schichten',
    'Zeitachse',
    'Dateien',
    'Graph',
    'Was wäre, wenn',
    'Vergleich',
    'Registry',
    'Protokoll',
  ]) {
    await bench.getByRole('tab', { name: pane, exact: true }).click()
    await isGerman(page)
  }
  await hasNothingAgainstIt(page)
})

test('the language is switched in the header, and the page stays', async ({ page }) => {
  await page.goto('/playground/')
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await expect(page).toHaveURL(/\/de\/playground\/$/)
  await expect(page.getByRole('heading', { name: 'Spielplatz' })).toBeVisible()
  await expect(page.locator('layerwise-workbench .build')).toContainText('Bauen')
  await isGerman(page)
  await expect(page.getByRole('link', { name: 'Referenz' }).first()).toHaveAttribute('hreflang', 'en')
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page).toHaveURL(/[^e]\/playground\/$/)
})

test('the first lesson is German throughout, asks, and judges', async ({ page }) => {
  await page.goto('/de/lessons/images-and-containers/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Eine Kiste, die man kopieren kann')
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await bench.getByLabel('Weniger als ein Tausendstel').check()
  await bench.getByRole('button', { name: 'Das sage ich vorher' }).click()
  await bench.getByRole('button', { name: 'Bauen' }).first().click()
  await expect(bench.getByText('✓ wie du gesagt hast')).toBeVisible({ timeout: 20_000 })
  await isGerman(page)
  await hasNothingAgainstIt(page)
})

test('a lesson that is English only says so, and is marked as English', async ({ page }) => {
  await page.goto('/de/lessons/layers/')
  await expect(page.getByText('bisher nur auf Englisch')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'en')
  await expect(page.locator('link[rel=alternate][hreflang=en]')).toHaveAttribute('href', /[^e]\/lessons\/layers\/$/)
})

test('a page of words, the search, an exercise and an address that is none speak German', async ({ page }) => {
  for (const path of ['/de/glossary/', '/de/about/', '/de/privacy/', '/de/placement/']) {
    await page.goto(path)
    await isGerman(page)
  }
  await page.keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Suche' })
  await search.getByRole('searchbox').fill('Schicht')
  await expect(search.getByText('Glossar', { exact: true }).first()).toBeVisible()

  await page.goto('/de/exercises/chmod-doubles/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'en')
  await page.locator('layerwise-goals').getByRole('button', { name: 'Prüfen', exact: true }).click()
  await expect(page.locator('layerwise-goals .headline')).toContainText('Zielen erreicht.', { timeout: 30_000 })
  await isGerman(page)
  await hasNothingAgainstIt(page)

  await page.goto('/de/nowhere/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Diese Schicht ist nicht im Image')
})
