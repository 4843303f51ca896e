import { describe } from 'vitest'
import { findElectron } from './electron-dist.ts'

const found = await findElectron()

/**
 * Tests of one file in a real Electron; its folder is what they are given. Where none can be had, because its download or a
 * Linux desktop's programs are not on the machine, they are skipped and it is said aloud why.
 */
export function inElectron(what: string, tests: (dist: string) => void): void {
  if ('why' in found) console.log(`SKIPPED ${what}: ${found.why}`)
  const dist = 'dist' in found ? found.dist : ''
  describe.skipIf('why' in found)(what, { timeout: 300_000 }, () => tests(dist))
}
