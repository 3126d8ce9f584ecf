/** A check, as a row of data. The builder's own have its description and the address of its page. */
export interface Rule {
  /** Name, as messages and `# check=` directives have it. */
  readonly code: string
  readonly description: string
  /** Absent where the builder has no page, and for ours. */
  readonly url?: string
  /** Only with `# check=experimental=…`. */
  readonly isExperimental: boolean
  readonly origin: 'builder' | 'layerwise'
  /** How a finding is told: what can break, leak or cost is a warning, a matter of habit is a note. */
  readonly severity: 'warning' | 'note'
}

const pages = 'https://docs.docker.com/go/dockerfile/rule/'

function builderRule(code: string, slug: string, description: string, isExperimental = false): Rule {
  const url = slug === '' ? {} : { url: `${pages}${slug}/` }
  return { code, description, ...url, isExperimental, origin: 'builder', severity: 'warning' }
}

/** The builder's rules. Source: moby/buildkit frontend/dockerfile/linter/ruleset.go. */
export const builderRules: readonly Rule[] = [
  builderRule('StageNameCasing', 'stage-name-casing', 'Stage names should be lowercase'),
  builderRule('FromAsCasing', 'from-as-casing', "The 'as' keyword should match the case of the 'from' keyword"),
  builderRule(
    'NoEmptyContinuation',
    'no-empty-continuation',
    'Empty continuation lines will become errors in a future release',
  ),
  builderRule(
    'ConsistentInstructionCasing',
    'consistent-instruction-casing',
    'All commands within the Dockerfile should use the same casing (either upper or lower)',
  ),
  builderRule('DuplicateStageName', 'duplicate-stage-name', 'Stage names should be unique'),
  builderRule('ReservedStageName', 'reserved-stage-name', 'Reserved words should not be used as stage names'),
  builderRule(
    'JSONArgsRecommended',
    'json-args-recommended',
    'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
  ),
  builderRule(
    'MaintainerDeprecated',
    'maintainer-deprecated',
    'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
  ),
  builderRule('UndefinedArgInFrom', 'undefined-arg-in-from', 'FROM command must use declared ARGs'),
  builderRule(
    'WorkdirRelativePath',
    'workdir-relative-path',
    'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
  ),
  builderRule('UndefinedVar', 'undefined-var', 'Variables should be defined before their use'),
  builderRule(
    'MultipleInstructionsDisallowed',
    'multiple-instructions-disallowed',
    'Multiple instructions of the same type should not be used in the same stage',
  ),
  builderRule(
    'LegacyKeyValueFormat',
    'legacy-key-value-format',
    'Legacy key/value format with whitespace separator should not be used',
  ),
  builderRule('InvalidBaseImagePlatform', '', 'Base image platform does not match expected target platform'),
  builderRule(
    'RedundantTargetPlatform',
    'redundant-target-platform',
    'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
  ),
  builderRule(
    'SecretsUsedInArgOrEnv',
    'secrets-used-in-arg-or-env',
    'Sensitive data should not be used in the ARG or ENV commands',
  ),
  builderRule(
    'InvalidDefaultArgInFrom',
    'invalid-default-arg-in-from',
    'Default value for global ARG results in an empty or invalid base image name',
  ),
  builderRule(
    'FromPlatformFlagConstDisallowed',
    'from-platform-flag-const-disallowed',
    'FROM --platform flag should not use a constant value',
  ),
  builderRule(
    'CopyIgnoredFile',
    'copy-ignored-file',
    'Attempting to Copy file that is excluded by .dockerignore',
    true,
  ),
  builderRule(
    'InvalidDefinitionDescription',
    'invalid-definition-description',
    'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    true,
  ),
  builderRule('ExposeProtoCasing', 'expose-proto-casing', 'Protocol in EXPOSE instruction should be lowercase'),
  builderRule(
    'ExposeInvalidFormat',
    'expose-invalid-format',
    'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
  ),
]
