import { runVitest } from './vitest-run.ts'

// npm run e2e:desktop: only the Electron journeys; every screen of the application is kept for the documents.
process.env.PICTURES ??= '1'
const { failed } = await runVitest(['desktop'], process.argv.slice(2))
process.exit(failed > 0 ? 1 : 0)
