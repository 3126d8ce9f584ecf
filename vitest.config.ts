import { defineConfig } from 'vitest/config'

/** One project for each suite of `npm test`; `npx vitest run tests/simulator/values` runs a part of one. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'floors', include: ['tests/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          setupFiles: ['tests/seed.ts', 'tests/words.ts'],
          include: ['tests/simulator/**/*.test.ts', 'tests/src/**/*.test.ts', 'tests/tools/**/*.test.ts'],
        },
      },
      { test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'content',
          setupFiles: ['tests/words.ts'],
          include: ['tests/content/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
