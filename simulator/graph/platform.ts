import type { Platform } from '../image/image.ts'

/** The builder's own platform. */
export const builderPlatform: Platform = { os: 'linux', architecture: 'amd64' }

const architectures: Readonly<Record<string, Platform>> = {
  x86_64: { os: 'linux', architecture: 'amd64' },
  'x86-64': { os: 'linux', architecture: 'amd64' },
  amd64: { os: 'linux', architecture: 'amd64' },
  aarch64: { os: 'linux', architecture: 'arm64' },
  arm64: { os: 'linux', architecture: 'arm64' },
  armhf: { os: 'linux', architecture: 'arm', variant: 'v7' },
  armel: { os: 'linux', architecture: 'arm', variant: 'v6' },
  arm: { os: 'linux', architecture: 'arm', variant: 'v7' },
  i386: { os: 'linux', architecture: '386' },
  '386': { os: 'linux', architecture: '386' },
  ppc64le: { os: 'linux', architecture: 'ppc64le' },
  riscv64: { os: 'linux', architecture: 'riscv64' },
  s390x: { os: 'linux', architecture: 's390x' },
}
const systems = new Set(['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'js'])
const word = /^[A-Za-z0-9_.-]+$/

/** A platform from `os`, `arch`, `os/arch` or `os/arch/variant`; undefined when it does not parse. Source: containerd platforms.Parse. */
export function parsePlatform(text: string): Platform | undefined {
  const parts = text.split('/').map((part) => part.toLowerCase())
  if (parts.length > 3 || parts.some((part) => !word.test(part))) return undefined
  const [first = '', second, third] = parts
  if (second === undefined) {
    if (systems.has(first)) return { ...builderPlatform, os: first }
    return architectures[first]
  }
  const known = architectures[second] ?? { os: first, architecture: second }
  const { variant: implied, ...plain } = { ...known, os: first }
  const variant = third ?? implied
  return variant === undefined || (plain.architecture === 'arm64' && variant === 'v8') ? plain : { ...plain, variant }
}

/** `os/arch` or `os/arch/variant`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])].join('/')
}
