/** Variables as a RUN sees them, in the order of their last assignment. Immutable. Source: moby/buildkit client/llb EnvList. */
export type Environment = ReadonlyMap<string, string>

/** PATH where an image gives none. Source: moby/buildkit util/system/path.go. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export const emptyEnvironment: Environment = new Map()

/** With a variable set; one that was there moves to the end. */
export function withVariable(environment: Environment, name: string, value: string): Environment {
  const next = new Map(environment)
  next.delete(name)
  next.set(name, value)
  return next
}

/** The variables of an image's `Env`, in order; later entries win. */
export function environmentOf(env: readonly string[]): Environment {
  let environment = emptyEnvironment
  for (const entry of env) {
    const equals = entry.indexOf('=')
    environment = withVariable(
      environment,
      equals < 0 ? entry : entry.slice(0, equals),
      equals < 0 ? '' : entry.slice(equals + 1),
    )
  }
  return environment
}

/** An image's `Env` with a variable set: replaced in its place, else appended. */
export function withEnv(env: readonly string[], name: string, value: string): readonly string[] {
  const at = env.findIndex((entry) => entry.startsWith(`${name}=`))
  return at < 0 ? [...env, `${name}=${value}`] : env.with(at, `${name}=${value}`)
}
