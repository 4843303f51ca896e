import { handToVitest } from './hand-to-vitest.ts'

// npm run test:watch: the same, again at each change.
handToVitest(['watch', '--project', 'unit', ...process.argv.slice(2)])
