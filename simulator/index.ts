/** The public face of the simulator: all that pages and tools may import. */
export { build, forecast, runBuild } from './build.ts'
export { emptyStore, prune, type Store } from './cache/store.ts'
export { applyEdits, type Fix, type TextEdit } from './checks/fixes/fix.ts'
export { fixesFor } from './checks/fixes/fixes.ts'
export type { Rule } from './checks/rule.ts'
export { checkRules } from './checks/run.ts'
export { type BuildComparison, compareBuilds, type LayerRow, sizeOf } from './comparison/builds.ts'
export {
  type Edit,
  type EditOutlook,
  explainEdit,
  type FileGroup,
  fileGroups,
  outlookOf,
  whatIf,
  withGroupChanged,
  withText,
  worldAfter,
} from './comparison/edit.ts'
export { type Mending, mendingOf, type Outcome } from './comparison/mending.ts'
export { type IgnoreFile, ignoreFileOf, parseIgnoreFile, type Verdict, verdictOn } from './context/ignore.ts'
export { type LogLine, logParts, logText } from './docker/progress.ts'
export { formatDockerfile } from './dockerfile/format.ts'
export { type Token, type TokenKind, tokensOf } from './dockerfile/highlight.ts'
export type * from './dockerfile/instruction.ts'
export { parseDockerfile } from './dockerfile/parse.ts'
export { reparse } from './dockerfile/reparse.ts'
export {
  type Content,
  emptyContent,
  identityOf,
  knownDigest,
  realContent,
  type SizedContent,
  sizedContent,
} from './filesystem/content.ts'
export type { Change } from './filesystem/differences.ts'
export { Draft } from './filesystem/draft.ts'
export * from './filesystem/tree.ts'
export { packLayer } from './image/archive.ts'
export { catalogImage } from './image/base.ts'
export type { Catalog, CatalogImage, System } from './image/catalog.ts'
export { configDigest, configText } from './image/config.ts'
export { Contents, type Hit, type Place, placeAt } from './image/contents.ts'
export { type ExportOptions, exportImage } from './image/export.ts'
export { type BaseFacts, factsOf } from './image/facts.ts'
export { chainIDs } from './image/identity.ts'
export type * from './image/image.ts'
export { type ImportedImage, importImages } from './image/import.ts'
export { oracleImage } from './image/recorded.ts'
export { parseReference, type Reference } from './image/reference.ts'
export { type Release, repositoriesFile } from './image/repositories.ts'
export type { ShippedEntry } from './image/shipped.ts'
export { type Waste, waste } from './image/waste.ts'
export { type Completion, type Completions, completionsAt } from './language/completions.ts'
export { type Fold, foldsOf } from './language/folds.ts'
export { formatEdits } from './language/formatting.ts'
export { type Hover, hoverAt } from './language/hover.ts'
export { renameStage, type StageMention, stageAt, stageMentions, stageTarget } from './language/stage-names.ts'
export { type ContextFile, type KnownImage, noSurroundings, type Surroundings } from './language/surroundings.ts'
export type { Note } from './machine/process.ts'
export { type Blob, blobOf } from './registry/blob.ts'
export { type Delivery, deliveryOf, type Way } from './registry/delivery.ts'
export { manifestSize } from './registry/manifest.ts'
export { type Pull, pullTogether, totalOf } from './registry/pull.ts'
export { type Push, pushImage } from './registry/push.ts'
export { newRegistry, type Registry } from './registry/registry.ts'
export type * from './solver/result.ts'
export { bytesOf, textOf } from './values/bytes.ts'
export { type Digest, digestOf, isDigest } from './values/digest.ts'
export { exact, isExact, modelled, type Quantity, sum, zero } from './values/estimate.ts'
export { baseName, directoryName } from './values/path.ts'
export type { Problem } from './values/problem.ts'
export { type LineRange, lineAt, lineStarts, linesOf, type Range } from './values/range.ts'
