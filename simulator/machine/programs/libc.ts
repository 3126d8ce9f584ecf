import { errorText, list } from '../files.ts'
import type { Errno, Process } from '../process.ts'

/** The C library that an image's programs speak through: `musl` where its loader is (Alpine), else `glibc`. */
export function libcOf(process: Process): 'glibc' | 'musl' {
  const names = list({ ...process, user: { uid: 0, gid: 0, groups: [] } }, '/lib')
  return names.value?.some((name) => name.startsWith('ld-musl-')) ? 'musl' : 'glibc'
}

/** Why a system call failed, in the words of the image's C library: `No such file or directory`. */
export function why(process: Process, errno: Errno): string {
  return errorText(errno, libcOf(process))
}
