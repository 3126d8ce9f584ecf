import { type Registry, serverOf } from './registry.ts'

/** What stands in the way: nobody answers under that name, an account is needed, or the account may not. */
export type Refusal = 'unreachable' | 'no-account' | 'denied'

/** Why an account, or nobody in particular, may not push to a repository; undefined when it may. Source: docker.io, distribution's auth. */
export function whyNoPush(registry: Registry, repository: string, account: string | undefined): Refusal | undefined {
  const server = serverOf(registry, repository)
  if (server === undefined) return 'unreachable'
  if (server.access === 'anyone') return undefined
  if (server.access === 'members') return account === undefined ? 'no-account' : undefined
  const [, namespace] = repository.split('/')
  return account !== undefined && namespace === account ? undefined : 'denied'
}

/** Why an account, or nobody in particular, may not pull from a repository; undefined when it may. What is not there is refused in the same words. */
export function whyNoPull(registry: Registry, repository: string, account: string | undefined): Refusal | undefined {
  const server = serverOf(registry, repository)
  if (server === undefined) return 'unreachable'
  if (server.access === 'members' && account === undefined) return 'no-account'
  const [, namespace] = repository.split('/')
  const isPrivate = registry.repositories.get(repository)?.isPrivate === true
  return isPrivate && server.access === 'namespaces' && namespace !== account ? 'denied' : undefined
}
