import { atSecond, bytesOf, Draft, emptyTree, realContent, type Tree } from '../../simulator/index.ts'

/** A context of text files, 0644, at a fixed time. */
export function contextOf(files: Readonly<Record<string, string>>): Tree {
  const draft = new Draft(emptyTree)
  for (const [path, text] of Object.entries(files)) put(draft, path, text)
  return draft.finish()
}

/** The same context with one file written anew. */
export function withFile(context: Tree, path: string, text: string): Tree {
  const draft = new Draft(context)
  put(draft, path, text)
  return draft.finish()
}

function put(draft: Draft, path: string, text: string): void {
  const attributes = { uid: 0, gid: 0, mtime: atSecond(1_577_836_800) }
  const slash = path.lastIndexOf('/')
  if (slash > 0) draft.makeDirectories(path.slice(0, slash), { ...attributes, mode: 0o755 })
  draft.set(path, { kind: 'file', ...attributes, mode: 0o644, content: realContent(bytesOf(text)) })
}

/** So many small source files below `src/`, in folders of a hundred. */
export function manyFiles(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (let at = 0; at < count; at++) files[`src/d${Math.floor(at / 100)}/f${at}.txt`] = `file ${at}\n`.repeat(20)
  return files
}

/** The Dockerfile that docker.json was measured with: ten steps, of which the last COPY and RUN depend on `src/`. */
export const tenSteps = `FROM oracle/busybox
WORKDIR /app
RUN echo 1 > /1
RUN echo 2 > /2
RUN echo 3 > /3
COPY package.txt .
RUN mkdir deps && cp package.txt deps/
RUN echo 4 > /4
COPY src ./src
RUN ls src > list
CMD ["sh"]
`

/** The context that goes with it. */
export function tenStepsContext(): Tree {
  const files: Record<string, string> = { Dockerfile: tenSteps, 'package.txt': 'left-pad 1.0\n' }
  for (let at = 0; at < 20; at++) files[`src/f${at}.txt`] = `file ${at}\n`.repeat(50)
  return contextOf(files)
}

/** Thirty instructions over three stages, as a real project may have them; `edit` stands in the last RUN, where someone is typing. */
export function thirtyInstructions(edit: string): string {
  const lines = ['ARG BASE=oracle/busybox', `FROM $BASE AS base`, 'WORKDIR /app', 'ENV MODE=production PORT=8080']
  for (let at = 0; at < 8; at++) lines.push(`RUN echo ${at} > /step-${at}`)
  lines.push('FROM base AS build', 'ARG VERSION=1', 'COPY src ./src')
  for (let at = 0; at < 6; at++) lines.push(`RUN ls src/d${at % 3} > /list-${at}`)
  lines.push(
    'FROM base',
    'LABEL org.example.name=bench',
    'COPY --from=build /list-1 /lists/',
    'COPY src/d0 ./d0',
    'USER app',
  )
  lines.push('EXPOSE 8080', 'STOPSIGNAL SIGINT', `RUN echo "${edit}" > /tmp/last`, 'CMD ["sh"]')
  return `${lines.join('\n')}\n`
}

/** A long Dockerfile of everyday instructions, about so many bytes. */
export function longDockerfile(bytes: number): string {
  const piece = `# The packages that the program needs.
FROM debian:bookworm-slim AS stage
RUN apt-get update \\
    && apt-get install -y --no-install-recommends ca-certificates curl \\
    && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production PATH="/opt/app/bin:$PATH"
WORKDIR /opt/app
COPY --chown=1000:1000 package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
EXPOSE 8080/tcp
LABEL org.opencontainers.image.title="A program" org.opencontainers.image.licenses=MIT
HEALTHCHECK --interval=30s CMD curl -fsS http://localhost:8080/ || exit 1
ENTRYPOINT ["node", "server.js"]
`
  return piece.repeat(Math.ceil(bytes / piece.length))
}
