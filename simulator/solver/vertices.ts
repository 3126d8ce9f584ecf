import type { Vertex } from '../graph/vertex.ts'

/**
 * The vertices that a target needs, each once, inputs before what uses them. Equal vertices are one; its name and place are those met last,
 * as the builder merges them. Source: moby/buildkit client/llb marshal.
 */
export function verticesOf(target: Vertex | undefined): readonly Vertex[] {
  const found = new Map<string, Vertex>()
  const walked = new Set<Vertex>()
  const walk = (vertex: Vertex): void => {
    if (walked.has(vertex)) return
    walked.add(vertex)
    for (const input of vertex.inputs) if (input !== undefined) walk(input)
    found.set(vertex.digest, merged(found.get(vertex.digest), vertex))
  }
  if (target !== undefined) walk(target)
  return [...found.values()]
}

function merged(before: Vertex | undefined, vertex: Vertex): Vertex {
  return before?.ignoreCache === true && !vertex.ignoreCache ? { ...vertex, ignoreCache: true } : vertex
}
