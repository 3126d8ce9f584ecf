import { quoteGo } from '../dockerfile/quote.ts'
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
const system = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/

/** Why a platform does not parse, in the builder's words. Source: containerd platforms.Parse. */
export function platformError(text: string): string {
  const [first = '', ...others] = splitLimited(text)
  const wrong = others.find((part) => !word.test(part))
  const reason = text.includes('*')
    ? `${quoteGo(text)}: wildcards not yet supported`
    : !system.test(first)
      ? `${quoteGo(first)} is an invalid OS component of ${quoteGo(text)}: OSAndVersion specifier component must match ${quoteGo(system.source)}`
      : wrong !== undefined
        ? `${quoteGo(wrong)} is an invalid component of ${quoteGo(text)}: platform specifier component must match ${quoteGo(word.source)}`
        : others.length > 2
          ? `${quoteGo(text)}: cannot parse platform specifier`
          : `${quoteGo(text)}: unknown operating system or architecture`
  return `${reason}: invalid argument`
}

/** At most four parts; the last keeps its slashes. */
function splitLimited(text: string): readonly string[] {
  const parts = text.split('/')
  return parts.length <= 4 ? parts : [...parts.slice(0, 3), parts.slice(3).join('/')]
}

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
