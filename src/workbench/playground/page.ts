import { type Project, readProject } from '../../state/project.ts'
import type { Bench } from '../bench.ts'
import type { ExampleName } from './view.ts'

/** What an example is for, as its card on the page says it. */
interface Words {
  readonly point: string
  readonly ideas: readonly string[]
}

/** Whether an element is a workbench that has begun. */
export function hasBench(element: Element | null): element is Element & { readonly bench: Bench | undefined } {
  return element !== null && 'bench' in element
}

/** The cards of the gallery on this page. */
export function exampleCards(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-example]')]
}

/** The examples, as their cards name them. */
export function exampleNames(): readonly ExampleName[] {
  return exampleCards().map((card) => ({
    slug: card.dataset.example ?? '',
    title: card.querySelector('h3')?.textContent?.trim() ?? '',
  }))
}

/** What an example is for; undefined when it has no card. */
export function wordsOf(slug: string): Words | undefined {
  const card = exampleCards().find((one) => one.dataset.example === slug)
  if (card === undefined) return undefined
  const ideas = card.querySelector('template')?.content.querySelectorAll('li') ?? []
  return {
    point: card.querySelector('.point')?.textContent ?? '',
    ideas: [...ideas].map((idea) => idea.textContent ?? ''),
  }
}

/** The project that stands in an element as JSON, checked. */
export function projectIn(element: Element): Project | undefined {
  const read = readProject(JSON.parse(element.querySelector('script[type="application/json"]')?.textContent ?? 'null'))
  return read.kind === 'read' ? read.project : undefined
}

/** A project of this site, checked; undefined when it cannot be fetched. */
export async function fetchProject(address: string): Promise<Project | undefined> {
  try {
    const answer = await fetch(address)
    const read = readProject(await answer.json())
    return read.kind === 'read' ? read.project : undefined
  } catch {
    return undefined
  }
}
