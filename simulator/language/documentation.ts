import type { Keyword } from '../dockerfile/instruction.ts'

/** What is told about a word of the language: what it does, how it is written, and its page below the reference. */
export interface Documentation {
  readonly text: string
  /** How it is written; square brackets hold what may be left out. */
  readonly form?: string
  /** A path below the site's reference, with a slash at the end. */
  readonly page?: string
}

/** What each instruction does, when it does it, and what it leaves in the image. */
export const instructionDocumentation: Readonly<Record<Keyword, Documentation>> = {
  ADD: about(
    'ADD',
    'ADD [--chown=…] [--checksum=…] SOURCE… DESTINATION',
    'Copies like COPY, but also fetches from an address or a Git repository, and unpacks local tar archives. Makes a layer. Where you need neither, COPY says more clearly what happens.',
  ),
  ARG: about(
    'ARG',
    'ARG NAME[=DEFAULT]',
    'Declares a variable that whoever builds may set with --build-arg. It lasts to the end of the stage and is no part of the image’s settings, but its value can be read in the history: no place for secrets.',
  ),
  CMD: about(
    'CMD',
    'CMD ["PROGRAM", "ARGUMENT"…]',
    'What a container runs when it is started without a command; with an ENTRYPOINT, the arguments for it. Runs nothing while building. Only the last one counts.',
  ),
  COPY: about(
    'COPY',
    'COPY [--from=…] [--chown=…] SOURCE… DESTINATION',
    'Copies files of the build context, or of another stage or image, into the image. Makes a layer. It comes from the cache as long as the content, names and modes of the files are the same; their times do not count.',
  ),
  ENTRYPOINT: about(
    'ENTRYPOINT',
    'ENTRYPOINT ["PROGRAM", "ARGUMENT"…]',
    'The program that a container is. What follows the image in docker run becomes its arguments, in the place of CMD. Written as a list it is process 1 and receives the signals itself.',
  ),
  ENV: about(
    'ENV',
    'ENV NAME=VALUE…',
    'Sets variables for the instructions that follow and for every container made from the image. Makes no layer, but a new value runs the RUNs after it anew.',
  ),
  EXPOSE: about(
    'EXPOSE',
    'EXPOSE PORT[/PROTOCOL]…',
    'Notes which ports the program listens on. It opens none: docker run -p does.',
  ),
  FROM: about(
    'FROM',
    'FROM [--platform=…] IMAGE [AS NAME]',
    'Begins a stage, on the files and settings of a base image, of an earlier stage, or on nothing (scratch). Only the stages that the target needs are built, and only the target’s files are in the image.',
  ),
  HEALTHCHECK: about(
    'HEALTHCHECK',
    'HEALTHCHECK [--interval=…] [--timeout=…] CMD COMMAND',
    'A command by which docker finds out, again and again, whether a running container is well. NONE switches off the one that the base image brought.',
  ),
  LABEL: about(
    'LABEL',
    'LABEL NAME=VALUE…',
    'Notes facts about the image: its source, its version, its licence. Makes no layer. Names like org.opencontainers.image.source are understood by registries.',
  ),
  MAINTAINER: about(
    'MAINTAINER',
    'MAINTAINER NAME',
    'Names the author. It is deprecated: LABEL org.opencontainers.image.authors does the same.',
  ),
  ONBUILD: about(
    'ONBUILD',
    'ONBUILD INSTRUCTION',
    'Keeps an instruction in the image for later: it runs right after the FROM of whoever builds on this image.',
  ),
  RUN: about(
    'RUN',
    'RUN [--mount=…] COMMAND',
    'Runs a command while building and keeps what it changed as a layer. What a later RUN deletes stays in the layer below, so tidy up in the same RUN. It is cached by its text: the world outside does not count.',
  ),
  SHELL: about(
    'SHELL',
    'SHELL ["PROGRAM", "ARGUMENT"…]',
    'The shell for all RUN, CMD and ENTRYPOINT after it that are not written as a list. The default is ["/bin/sh", "-c"].',
  ),
  STOPSIGNAL: about(
    'STOPSIGNAL',
    'STOPSIGNAL SIGNAL',
    'The signal that docker stop sends to process 1. The default is SIGTERM; ten seconds later comes SIGKILL.',
  ),
  USER: about(
    'USER',
    'USER USER[:GROUP]',
    'Who runs the RUNs that follow and the container. Files that COPY brings still belong to root, unless --chown says otherwise.',
  ),
  VOLUME: about(
    'VOLUME',
    'VOLUME PATH…',
    'Every container gets a fresh volume at this path. What a later RUN changes below it is not kept in the image.',
  ),
  WORKDIR: about(
    'WORKDIR',
    'WORKDIR PATH',
    'The directory for what follows and for the container; made when it is not there. A relative path starts from the last WORKDIR.',
  ),
}

function about(keyword: Keyword, form: string, text: string): Documentation {
  return { text, form, page: `instructions/${keyword.toLowerCase()}/` }
}

/** What each flag does, by instruction. */
export const flagDocumentation: Readonly<Partial<Record<Keyword, Readonly<Record<string, string>>>>> = {
  FROM: {
    platform:
      'For which kind of machine the base image is taken. $BUILDPLATFORM is the machine that builds, $TARGETPLATFORM the one the image is for (the default).',
  },
  COPY: {
    from: 'Takes the files from a stage, an image or a named context instead of the build context.',
    chown: 'The owner of the copied files, as user:group; names are looked up in the image. Without it: root.',
    chmod: 'The mode of the copied files, as 755 or u=rwX,go=rX.',
    link: 'Makes the layer independent of the layers below: it stays cached when they change.',
    parents: 'Keeps the folders of the sources’ paths.',
    exclude: 'A pattern of files that are not copied. May be given several times.',
  },
  ADD: {
    chown: 'The owner of the added files, as user:group.',
    chmod: 'The mode of the added files.',
    link: 'Makes the layer independent of the layers below.',
    checksum: 'What a fetched file must hash to, as sha256:…; the build fails otherwise.',
    'keep-git-dir': 'Keeps the .git folder of a Git source.',
    exclude: 'A pattern of files that are not added. May be given several times.',
    unpack: 'Whether archives are unpacked, also fetched ones.',
  },
  RUN: {
    mount:
      'Lends the command something that is no part of the layer: a cache, a secret, files of the context or of another stage, a temporary folder.',
    network: 'What network the command sees: default, none or host.',
    device: 'A device that the command may use.',
    security: 'insecure runs the command with more rights; the builder must allow it.',
  },
  HEALTHCHECK: {
    interval: 'How long after one check the next begins. Default 30s.',
    timeout: 'How long a check may take. Default 30s.',
    'start-period': 'How long the program may take to start, in which failures do not count. Default 0s.',
    'start-interval': 'How often is checked while it starts. Default 5s.',
    retries: 'How many failures in a row make the container unhealthy. Default 3.',
  },
}

/** The types of `--mount`. */
export const mountTypes: Readonly<Record<string, string>> = {
  bind: 'Shows files of the context, or of another stage or image. Nothing is copied. The default.',
  cache:
    'A folder that stays from build to build, for what package managers and compilers keep. It is never in the image.',
  secret: 'A file or variable that is there for this command only, and in no layer. Given with docker build --secret.',
  ssh: 'Lends the keys of the builder’s SSH agent.',
  tmpfs: 'An empty folder in memory that is gone afterwards.',
}

/** What may stand in a mount, by name, and for which types. */
export const mountOptions: readonly {
  readonly name: string
  readonly types: readonly string[]
  readonly text: string
}[] = [
  { name: 'type', types: ['bind', 'cache', 'secret', 'ssh', 'tmpfs'], text: 'What kind of mount it is.' },
  { name: 'target', types: ['bind', 'cache', 'secret', 'ssh', 'tmpfs'], text: 'Where the command sees it.' },
  { name: 'source', types: ['bind', 'cache'], text: 'The path in what it is taken from.' },
  { name: 'from', types: ['bind', 'cache'], text: 'The stage or image that it is taken from.' },
  {
    name: 'id',
    types: ['cache', 'secret', 'ssh'],
    text: 'The name by which it is known to other builds, or was given.',
  },
  { name: 'sharing', types: ['cache'], text: 'Whether builds may use the cache at once: shared, private or locked.' },
  { name: 'env', types: ['secret'], text: 'The variable that holds the secret, instead of a file.' },
  { name: 'required', types: ['secret', 'ssh'], text: 'Fails when it was not given.' },
  { name: 'readonly', types: ['bind', 'cache'], text: 'The command cannot write to it.' },
  { name: 'rw', types: ['bind'], text: 'The command may write to it; what it writes is thrown away.' },
  { name: 'mode', types: ['cache', 'secret', 'ssh'], text: 'Its mode, in octal digits.' },
  { name: 'uid', types: ['cache', 'secret', 'ssh'], text: 'Number of the user it belongs to.' },
  { name: 'gid', types: ['cache', 'secret', 'ssh'], text: 'Number of the group it belongs to.' },
  { name: 'size', types: ['tmpfs'], text: 'The most that it may hold, in bytes.' },
]

/** The directives at the top of a file. */
export const directiveDocumentation: Readonly<Record<string, Documentation>> = {
  syntax: {
    form: '# syntax=docker/dockerfile:1',
    text: 'The image that reads this file in the place of the builder’s own reader: newer instructions and flags on an older docker.',
  },
  escape: {
    form: '# escape=`',
    text: 'The character that continues a line and takes a special meaning away. Useful where paths have backslashes.',
  },
  check: {
    form: '# check=skip=NAME;error=true',
    text: 'Which of the builder’s checks are skipped, and whether a finding stops the build.',
  },
}

/** Variables that the builder itself knows once they are declared with ARG. */
export const predefinedDocumentation: Readonly<Record<string, string>> = {
  TARGETPLATFORM: 'What the image is for, as linux/arm64.',
  TARGETOS: 'The system the image is for, as linux.',
  TARGETARCH: 'The processor the image is for, as arm64.',
  TARGETVARIANT: 'The variant of that processor, as v8; often empty.',
  TARGETSTAGE: 'The name of the stage that is built.',
  BUILDPLATFORM: 'The machine that builds, as linux/amd64.',
  BUILDOS: 'The system of the machine that builds.',
  BUILDARCH: 'The processor of the machine that builds.',
  BUILDVARIANT: 'The variant of that processor.',
}
