import { parseDockerfile } from '../../simulator/dockerfile/parse.ts'
import { emptyTree } from '../../simulator/filesystem/tree.ts'
import { type PlanRequest, planOf } from '../../simulator/graph/plan.ts'
import type { Vertex } from '../../simulator/graph/vertex.ts'
import type { ImageSettings } from '../../simulator/image/image.ts'
import { verticesOf } from '../../simulator/solver/vertices.ts'

/** What a build is asked for, and what every image has: its digest and settings. */
export type Asked = Partial<PlanRequest> & { readonly digest?: string; readonly settings?: ImageSettings }

/** The vertices of a Dockerfile's target, inputs first. Throws what the builder says of a file that cannot be planned. */
export function verticesIn(dockerfile: string, asked: Asked = {}): readonly Vertex[] {
  const { digest = 'sha256:1', settings = {}, ...request } = asked
  const plan = planOf(
    parseDockerfile(dockerfile),
    {
      buildArgs: {},
      labels: {},
      noCache: false,
      noCacheFilter: new Set(),
      network: 'default',
      hosts: [],
      namedContexts: new Map(),
      all: false,
      ...request,
    },
    (_, platform) => ({
      manifestDigest: digest,
      image: { platform, settings, layers: [], history: [], tree: emptyTree },
    }),
  )
  if (plan.error !== undefined) throw new RangeError(plan.error.problem.message)
  return verticesOf(plan.end?.vertex)
}

/** The vertex of a Dockerfile's last step. */
export function lastVertex(dockerfile: string, asked: Asked = {}): Vertex {
  const vertex = verticesIn(dockerfile, asked).at(-1)
  if (vertex === undefined) throw new RangeError(`no step in ${dockerfile}`)
  return vertex
}
