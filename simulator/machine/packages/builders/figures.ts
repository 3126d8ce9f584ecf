import * as v from 'valibot'
import { tableReader } from '../table.ts'

const Bytes = v.object({ bytes: v.number() })
const BuildersTable = v.object({
  cargo: v.object({
    stdOnly: v.object({ binary: v.number(), binaryStripped: v.number(), targetDirectory: Bytes }),
    smallWeb: v.object({
      binary: v.number(),
      targetRelease: v.number(),
      targetDebug: v.number(),
      cargoHomeRegistry: Bytes,
    }),
  }),
  dotnet: v.object({
    publish: v.object({
      frameworkDependentWebApi: Bytes,
      selfContained: Bytes,
      selfContainedTrimmedSingleFile: Bytes,
    }),
    nugetPackages: Bytes,
    objAndBin: v.number(),
  }),
  gradle: v.object({ bootJar: v.number(), gradleUserHome: Bytes, buildDirectory: v.number() }),
})

/** The figures of Cargo, .NET and Gradle builds, which the catalog keeps beside those of Go. */
export const buildersTable = tableReader(BuildersTable)
