import type { CheckPage } from '../reference/check.ts'
import { pageNames } from '../reference/page.ts'
import { slugOf } from '../workbench/reference.ts'
import { linkTo } from './link.ts'

const checks = new Set(pageNames('checks'))

/** The address of a check's page, for its name in running text. */
export function checkLink(word: string): string | undefined {
  return checks.has(word) ? linkTo(`/reference/checks/${slugOf(word)}/`) : undefined
}

/** Whose check it is and how it is told: `The builder’s · warning`. */
export function checkKind({ rule }: Pick<CheckPage, 'rule'>): string {
  const whose = rule.origin === 'builder' ? 'The builder’s' : 'Ours'
  return `${whose} · ${rule.severity}${rule.isExperimental ? ', when asked for' : ''}`
}
