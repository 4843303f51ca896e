import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongFirst } from './infra/testing/projects/long-first.ts'
import { sortTests } from './infra/testing/projects/sort-tests.ts'

// Each test file is a process that loads the same libraries: compiled once, they are read from here.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

const sorted = sortTests()
const logs = 'infra/testing/suite-log/setup.ts'
const database = 'infra/testing/database/database-server.ts'
const template = 'infra/testing/database/cluster-template.ts'
// Generous, because two cores may be busy: a limit here only ends a test that hangs.
const patience = { testTimeout: 60_000, hookTimeout: 60_000 }
/** Needs neither database nor process, so many files share one process; what it leaves behind must not matter. */
const light = { setupFiles: ['infra/testing/projects/alone.ts'], isolate: false, ...patience }

export default defineConfig({
  test: {
    pool: 'forks',
    // As many as the least machine has cores: with three on two, pages waited for their processor past their limits.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'static', include: sorted.static, globalSetup: [logs], ...light } },
      { extends: true, test: { name: 'unit', include: sorted.unit, globalSetup: [logs], ...light } },
      {
        extends: true,
        test: { name: 'house', include: sorted.house, globalSetup: [logs, database, template], ...patience },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['{infra,desktop,landing}/**/*.e2e.ts'],
          globalSetup: [logs, template, 'infra/testing/browser/built-pages.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'desktop',
          include: ['desktop/**/*.electron.ts'],
          globalSetup: ['desktop/test/built-app.ts'],
          // One screen has one focus: these go alone, behind all others.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
