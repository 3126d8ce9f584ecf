import type { Platform } from './record.ts'

/** No platform around the page: it was opened by itself. The exercise works, and nothing is reported. */
export const nobody: Platform = {
  begin: async () => ({ attempts: 0 }),
  seed: undefined,
  keep: async () => {},
  report: async () => {},
  end: () => {},
  trouble: 'This page was not opened by a learning platform: the exercise works, and no result is reported.',
}
