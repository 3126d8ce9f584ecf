import type { Errno } from './process.ts'

/** What a system call gives: a value, or the name of what went wrong. Test `errno` first; then `value` is there. */
export type Result<T> =
  | { readonly value: T; readonly errno?: undefined }
  | { readonly errno: Errno; readonly value?: undefined }

/** A call that went well. */
export function done<T>(value: T): Result<T> {
  return { value }
}

/** A call that failed. */
export function failed(errno: Errno): { readonly errno: Errno } {
  return { errno }
}

const texts: Readonly<Record<Errno, string>> = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EINVAL: 'Invalid argument',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
  EXDEV: 'Invalid cross-device link',
}

/** The C library's words for an error, as `strerror` of glibc; `libc: 'musl'` gives musl's where they differ. */
export function errorText(errno: Errno, libc: 'glibc' | 'musl' = 'glibc'): string {
  return libc === 'musl' ? (muslTexts[errno] ?? texts[errno]) : texts[errno]
}

// Source: musl src/errno/__strerror.h.
const muslTexts: Partial<Record<Errno, string>> = {
  EBUSY: 'Resource busy',
  ELOOP: 'Symbolic link loop',
  ENAMETOOLONG: 'Filename too long',
  EXDEV: 'Cross-device link',
}
