import { runVitest } from './vitest-run.ts'

// npm run schema: writes cloud/schema.sql as the migrations make it now.
const { failed } = await runVitest(['house'], ['cloud/test/schema.test.ts', '--update'])
process.exit(failed > 0 ? 1 : 0)
