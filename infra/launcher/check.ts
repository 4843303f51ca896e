import { allChecks, runChecks } from './checks.ts'

// npm run check: everything that needs no running product, in under a minute on two cores.
const { failed } = await runChecks(allChecks(), 2)
process.exit(failed > 0 ? 1 : 0)
