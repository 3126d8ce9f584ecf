export const reasons = {
  always: { ran: 'Done anew in every build.', 'will-run': 'Is done anew in every build.' },
  neverBuilt: {
    ran: 'Ran: this builder had not seen it before.',
    'will-run': 'Will run: this builder has not seen it before.',
  },
  again: (tense: 'ran' | 'will-run', cause: string): string =>
    `${tense === 'ran' ? 'Ran again' : 'Will run again'} because ${cause}.`,
  cached: (tense: 'ran' | 'will-run', build: number): string =>
    `${tense === 'ran' ? 'From' : 'Will come from'} the cache: nothing that it depends on has changed since build ${build}.`,
  depends: 'Comes from the cache if what it is made from comes out the same.',
  dependsOn: (step: string): string =>
    `Depends on what ${step} makes: it comes from the cache if that comes out the same.`,
  text: 'its own text changed',
  textAdded: (come: string): string => `“${come}” was added to its text`,
  textGone: (gone: string): string => `“${gone}” was taken out of its text`,
  textChanged: (gone: string, come: string): string => `its text changed from “${gone}” to “${come}”`,
  files: {
    content: (path: string): string => `${path} changed`,
    added: (path: string): string => `${path} was added`,
    removed: (path: string): string => `${path} was removed`,
    mode: (path: string): string => `the permissions of ${path} changed`,
    owner: (path: string): string => `the owner of ${path} changed`,
    type: (path: string): string => `${path} is another kind of file now`,
    target: (path: string): string => `the link ${path} leads elsewhere now`,
  },
  set: (name: string): string => `${name} is set now`,
  unset: (name: string): string => `${name} is no longer set`,
  changed: (name: string, before: string, after: string): string => `${name} changed from ${before} to ${after}`,
  settings: {
    user: 'the user',
    directory: 'the working directory',
    network: 'the network',
    platform: 'the platform',
    hosts: 'the list of hosts',
  },
  parent: (tense: 'ran' | 'will-run', step: string): string =>
    `${step} before it ${tense === 'ran' ? 'ran' : 'will run'} again`,
  notSeen: {
    ran: ', which this builder had not seen before',
    'will-run': ', which this builder has not seen before',
  },
  where: (cause: string): string => `, where ${cause}`,
  began: (tense: 'ran' | 'will-run', step: string): string =>
    `; it ${tense === 'ran' ? 'began' : 'begins'} with ${step}`,
  input: (path: string, step: string): string => `${path} from ${step} is different`,
  mount: (target: string): string => `what is mounted at ${target} changed`,
  mounted: (path: string, target: string): string => `${path}, mounted at ${target}, changed`,
  base: (after: string, before: string): string => `the base image is another one: ${after} in place of ${before}`,
  noCache: 'the cache was turned off',
  evicted: 'its cached result was no longer there',
  baseOf: (line: number): string => `the base image of line ${line}`,
  instruction: (keyword: string, line: number): string => `the ${keyword} in line ${line}`,
  anotherStep: 'another step',
  internal: {
    definition: 'the Dockerfile',
    metadata: 'what the registry says of the base image',
    ignore: 'the .dockerignore file',
    context: 'the build context',
    base: 'the base image',
    heredoc: 'the text in the Dockerfile',
  },
}
