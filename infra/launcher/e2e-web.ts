import { runBrowserJourneys } from './browser-journeys.ts'

// npm run e2e:web: only the browser journeys.
const { failed } = await runBrowserJourneys(process.argv.slice(2))
process.exit(failed > 0 ? 1 : 0)
