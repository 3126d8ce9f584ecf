/** The docker that the texts are of. */
export const dockerVersion = {
  version: '28.5.2',
  api: '1.51',
  leastApi: '1.24',
  commit: 'ecc6942',
  buildx: 'v0.29.1',
} as const
