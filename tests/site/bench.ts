import { expect, type Locator, type Page } from '@playwright/test'

/** Opens a page and gives its first workbench, its engine started and its files in a tree. */
export async function openAwake(page: Page, path: string): Promise<Locator> {
  await page.goto(path)
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await bench.hover()
  await expect(bench.getByRole('tree')).toBeVisible({ timeout: 20_000 })
  return bench
}

/** The row of a file or folder in the tree, by its path. */
export function rowOf(bench: Locator, path: string): Locator {
  return bench.locator(`layerwise-tree [data-path="${path}"]`)
}

/** Chooses a line of the menu of a file or folder, by pointer. */
export async function choose(bench: Locator, path: string, line: string | RegExp): Promise<void> {
  await rowOf(bench, path).click({ button: 'right' })
  await bench.getByRole('menu').getByText(line).click()
}

/** The words of the element that has the focus, wherever it is. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const label = at?.getAttribute('data-path') ?? at?.getAttribute('aria-label')
    return (label ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim()
  })
}

/** Goes on with Tab until the focus is at what has this name. */
export async function reach(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`nothing called ${name} was reached; last: ${await focused(page)}`)
}
