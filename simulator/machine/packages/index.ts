import type { Program } from '../process.ts'
import { described } from '../services/described.ts'
import { apk } from './apk/apk.ts'
import { aptGet } from './apt/apt-get.ts'
import { debconfSetSelections, dpkgReconfigure, lsbRelease } from './apt/debconf.ts'
import { dpkgDivert } from './apt/divert.ts'
import { aptCache, aptMark, dpkg, updateAlternatives } from './apt/dpkg.ts'
import { localedef, localeGen } from './apt/locales.ts'
import { cargo } from './builders/cargo.ts'
import { dotnet } from './builders/dotnet.ts'
import { gradle } from './builders/gradle.ts'
import { fixturePrograms } from './fixtures.ts'
import { go } from './go/go.ts'
import { java, javac } from './java/java.ts'
import { mvn } from './maven/mvn.ts'
import { compiled } from './native/compiled.ts'
import { binutils, gcc } from './native/compiler.ts'
import { ldd, scanelf } from './native/libraries.ts'
import { make } from './native/make.ts'
import { nginx } from './nginx.ts'
import { corepack } from './npm/corepack.ts'
import { node } from './npm/node.ts'
import { npm, npx } from './npm/npm.ts'
import { otherManagers } from './npm/others.ts'
import { checkers, testRunners, vite } from './npm/tools.ts'
import { pip } from './pip/pip.ts'
import { python } from './pip/python.ts'
import { dockerJavaHome, entrypoint, nodeEntrypoint, otherUser, versionTellers } from './starters.ts'

const all: readonly Program[] = [
  ...versionTellers,
  apk,
  aptCache,
  aptGet,
  aptMark,
  binutils,
  cargo,
  checkers,
  compiled,
  corepack,
  debconfSetSelections,
  described,
  dockerJavaHome,
  dpkg,
  dpkgDivert,
  dpkgReconfigure,
  dotnet,
  entrypoint,
  gcc,
  go,
  gradle,
  ...fixturePrograms,
  java,
  javac,
  ldd,
  localedef,
  localeGen,
  lsbRelease,
  make,
  mvn,
  nginx,
  node,
  nodeEntrypoint,
  npm,
  npx,
  otherManagers,
  otherUser,
  pip,
  python,
  scanelf,
  testRunners,
  updateAlternatives,
  vite,
]

/** The simulated package managers, compilers and runtimes by the names that files give them. */
export const packagePrograms: ReadonlyMap<string, Program> = new Map(
  all.flatMap((program) => program.names.map((name) => [name, program] as const)),
)
