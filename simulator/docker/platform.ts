import type { Image } from '../image/image.ts'

/** What the computers here are. */
export const hostPlatform = 'linux/amd64'

const systems = ['linux', 'windows', 'darwin', 'freebsd']
const otherNames: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' }

/** Whether an image is for a platform, as `--platform` names one: `linux/arm64`, `arm64`, `linux`; any is where none is asked for. */
export function hasPlatform({ platform: { os, architecture } }: Image, asked: string | undefined): boolean {
  if (asked === undefined) return true
  const parts = asked.toLowerCase().split('/')
  const [first = ''] = parts
  const [system = os, machine = architecture] = systems.includes(first) ? parts : ['linux', ...parts]
  return system === os && (otherNames[machine] ?? machine) === architecture
}

/** Said by a registry that has an image for others alone. Source: a real docker. */
export function noManifest(asked = hostPlatform): string {
  return `no matching manifest for ${asked === 'linux/arm64' ? 'linux/arm64/v8' : asked} in the manifest list entries`
}

/** Said when an image for another platform is started and none was asked for. Source: a real docker, tests/golden/docker/run/other-platform.txt. */
export function otherPlatform({ platform: { os, architecture } }: Image): string {
  return `WARNING: The requested image's platform (${os}/${architecture}) does not match the detected host platform (${hostPlatform}/v4) and no specific platform was requested`
}
