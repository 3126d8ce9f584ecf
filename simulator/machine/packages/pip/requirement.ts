import { compareVersions } from '../versions.ts'

/** One line of requirements: a name and the versions it may have. */
export interface Requirement {
  readonly name: string
  /** `==3.1.3`, `>=2,<3`; empty for any. */
  readonly versions: string
  /** What wants it, as pip tells: ` (from -r requirements.txt (line 1))`. */
  readonly from: string
}

/** A requirement as it is written; undefined for what is none (an option, a URL, a comment). */
export function parseRequirement(line: string, from: string): Requirement | undefined {
  const text =
    line
      .replace(/(^|\s)#.*$/, '')
      .split(';')[0]
      ?.trim() ?? ''
  const [, name, versions = ''] =
    /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*((?:[=<>!~]=?=?\s*[\w.*+-]+\s*,?\s*)*)$/.exec(text) ?? []
  return name === undefined ? undefined : { name, versions: versions.replace(/\s/g, ''), from }
}

/** The version that a requirement pins (`==`); undefined when it does not. */
export function pinned(requirement: Requirement): string | undefined {
  return /^===?([\w.+-]+)$/.exec(requirement.versions)?.[1]
}

/** Whether a version meets a requirement. */
export function meets(version: string, requirement: Requirement): boolean {
  if (requirement.versions === '') return true
  return requirement.versions.split(',').every((condition) => {
    const [, sign = '', wanted = ''] = /^([=<>!~]+)(.+)$/.exec(condition) ?? []
    const order = compareVersions(version, wanted.replace(/\.\*$/, ''))
    switch (sign) {
      case '==':
      case '===':
        return wanted.endsWith('.*') ? version.startsWith(wanted.slice(0, -1)) : order === 0
      case '!=':
        return order !== 0
      case '>=':
        return order >= 0
      case '<=':
        return order <= 0
      case '>':
        return order > 0
      case '<':
        return order < 0
      case '~=':
        return order >= 0 && version.startsWith(wanted.split('.').slice(0, -1).join('.'))
      default:
        return true
    }
  })
}
