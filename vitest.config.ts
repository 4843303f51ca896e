import { defineConfig } from 'vitest/config'

const rooms = ['shared', 'cloud', 'infra', 'desktop', 'landing', 'scripts']
// Generous, because two cores may be busy: a limit here only ends a test that hangs.
const patience = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: rooms.map((room) => `${room}/**/*.test.ts`),
          globalSetup: ['infra/testing/suite-log/setup.ts', 'infra/testing/database/database-server.ts'],
          ...patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: rooms.map((room) => `${room}/**/*.e2e.ts`),
          globalSetup: ['infra/testing/suite-log/setup.ts', 'infra/testing/database/database-server.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['desktop/**/*.electron.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
