import { exists, readFile } from './files.ts'
import type { Errno } from './process.ts'
import type { Caller } from './walk.ts'

/** Where the loader of each C library lies; a program that is linked to it does not start without. */
const loaders: Readonly<Record<string, string>> = {
  glibc: '/lib64/ld-linux-x86-64.so.2',
  musl: '/lib/ld-musl-x86_64.so.1',
}

/** Why the kernel does not start a program that was built here. */
export type Refusal =
  | { readonly errno: Extract<Errno, 'ENOENT'>; readonly libc: string; readonly loader: string }
  | { readonly errno: Extract<Errno, 'ENOEXEC'>; readonly architecture: string }

/**
 * Why the kernel would refuse a file: its loader is missing (ENOENT, which reads as if the file itself were), or it is for another processor
 * (ENOEXEC). Only what was built here tells; undefined for everything else. Source: execve(2).
 */
export function refusalOf(caller: Caller, path: string): Refusal | undefined {
  const content = readFile(caller, path).value
  if (content?.kind !== 'sized') return undefined
  // What follows the digest are texts of the sources, which may say anything.
  const [made = ''] = content.identity.split('#', 1)
  const libc = / dynamic (glibc|musl)/.exec(made)?.[1] ?? ''
  const loader = loaders[libc]
  if (loader !== undefined && !exists(caller, loader)) return { errno: 'ENOENT', libc, loader }
  const architecture = / linux\/(\w+)/.exec(made)?.[1]
  return architecture === undefined || architecture === caller.machine.architecture
    ? undefined
    : { errno: 'ENOEXEC', architecture }
}
