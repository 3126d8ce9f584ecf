import type { Platform } from '../image/image.ts'
import { formatPlatform } from './platform.ts'

/**
 * The variables that FROM sees: predefined platform arguments and the ARGs before the first FROM. A name may be declared without a value.
 * Source: moby/buildkit frontend/dockerfile/dockerfile2llb/platform.go, convert.go.
 */
export interface GlobalScope {
  readonly values: ReadonlyMap<string, string>
  /** Declared or predefined, with or without a value. */
  readonly declared: ReadonlySet<string>
}

/** Names of ARGs that the builder reads itself; they are never undeclared. */
export const proxyNames: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY']

/** ARG values that never become variables of a RUN. */
export const builderOnlyArguments: ReadonlySet<string> = new Set([
  'BUILDKIT_SBOM_SCAN_CONTEXT',
  'BUILDKIT_SBOM_SCAN_STAGE',
])

/** The predefined arguments for a target and a builder platform; a build argument of the same name wins. */
export function predefinedArguments(
  target: Platform,
  builder: Platform,
  targetStage: string,
  buildArgs: Readonly<Record<string, string>>,
): GlobalScope {
  const values = new Map<string, string>([
    ['BUILDPLATFORM', formatPlatform(builder)],
    ['BUILDOS', builder.os],
    ['BUILDOSVERSION', ''],
    ['BUILDARCH', builder.architecture],
    ['BUILDVARIANT', builder.variant ?? ''],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', ''],
    ['TARGETARCH', target.architecture],
    ['TARGETVARIANT', target.variant ?? ''],
    ['TARGETSTAGE', targetStage],
  ])
  for (const name of values.keys()) {
    const given = buildArgs[name]
    if (given !== undefined) values.set(name, given)
  }
  return { values, declared: new Set(values.keys()) }
}

/** The build arguments that are proxies, as the variables that every RUN gets: upper case, then lower. */
export function proxyEnvironment(buildArgs: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  for (const name of proxyNames) {
    const value = Object.entries(buildArgs).find(([given]) => given.toUpperCase() === name)?.[1]
    if (value !== undefined && value !== '') found.push([name, value], [name.toLowerCase(), value])
  }
  return found
}
