import { type OwnRule, ownRule } from './rule.ts'

/** Checks of FROM and of stage names. */
export const baseRules: readonly OwnRule[] = [
  ownRule('DL3006', 'warning', 'A base image should have a tag', ({ from, stage }) => {
    if (
      stage?.base.kind !== 'image' ||
      tagOf(stage.baseName) !== undefined ||
      stage.base.reference.digest !== undefined
    )
      return []
    const message = `${stage.baseName} has no tag, so it means ${stage.baseName}:latest, which is another image next month`
    return [{ instruction: from, message, focus: from.image.range }]
  }),
  ownRule('DL3007', 'warning', 'A base image should not be tagged latest', ({ from, stage }) => {
    if (stage?.base.kind !== 'image' || tagOf(stage.baseName) !== 'latest' || stage.base.reference.digest !== undefined)
      return []
    const message = `${stage.baseName} moves: name a version, so that the next build starts from the same image`
    return [{ instruction: from, message, focus: from.image.range }]
  }),
  ownRule('DL3024', 'note', 'Stage names should be unique', ({ from, name, index }, stages) => {
    if (name === undefined || from.name === undefined) return []
    if (!stages.slice(0, index).some((earlier) => earlier.name === name)) return []
    const message = `Another stage is named ${name} already: later lines see this one only`
    return [{ instruction: from, message, focus: from.name.range }]
  }),
]

/** What stands after the colon of the last part of an image's name. */
function tagOf(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1)
  const colon = last.indexOf(':')
  return colon === -1 ? undefined : last.slice(colon + 1)
}
