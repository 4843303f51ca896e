import { handToVitest } from './hand-to-vitest.ts'

// npm run test:unit: what needs no database and no process of ours.
handToVitest(['run', '--project', 'unit', ...process.argv.slice(2)])
