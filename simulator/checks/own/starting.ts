import { type Found, type OwnRule, ownRule } from './rule.ts'
import type { CheckedStage } from './stage.ts'

/** Checks of what is started, and of MAINTAINER. */
export const startingRules: readonly OwnRule[] = [
  ownRule('DL3025', 'note', 'CMD and ENTRYPOINT should be in exec form', ({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.kind !== 'CMD' && instruction.kind !== 'ENTRYPOINT') return []
      if (instruction.command.form === 'exec') return []
      const message = `A shell stands between docker stop and the program: write ${instruction.kind} as a list, ["program", "argument"]`
      return [{ instruction, message, focus: instruction.command.range }]
    }),
  ),
  ownRule('DL4000', 'note', 'MAINTAINER should be a label', ({ instructions }) =>
    instructions.flatMap((instruction) =>
      instruction.kind === 'MAINTAINER'
        ? [{ instruction, message: 'MAINTAINER is out of use: LABEL org.opencontainers.image.authors says the same' }]
        : [],
    ),
  ),
  ownRule('DL4003', 'note', 'A stage should have one CMD', (stage) => withoutEffect(stage, 'CMD')),
  ownRule('DL4004', 'note', 'A stage should have one ENTRYPOINT', (stage) => withoutEffect(stage, 'ENTRYPOINT')),
]

function withoutEffect({ instructions }: CheckedStage, kind: 'CMD' | 'ENTRYPOINT'): readonly Found[] {
  return instructions
    .filter((instruction) => instruction.kind === kind)
    .slice(0, -1)
    .map((instruction) => ({ instruction, message: `A later ${kind} in this stage takes the place of this one` }))
}
