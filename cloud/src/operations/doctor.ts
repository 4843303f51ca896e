import { readSecretFiles } from '../platform/secret-files.ts'
import type { OpenBucket } from './off-site.port.ts'
import { probeAll } from './probes.ts'
import { type Finding, reportOf } from './report.ts'
import { checkSettings, type Variables } from './settings.ts'

/**
 * Looks at every setting and dependency and says what to do.
 * @returns the report, and whether nothing is at fault
 */
export async function examine(
  given: Variables,
  openBucket: OpenBucket,
): Promise<{ healthy: boolean; report: string }> {
  const settings = checkSettings(given)
  // With a secret that cannot be read the rest is still worth asking.
  const dependencies = await probeAll(readSecretFiles(given).variables, openBucket)
  const findings: Finding[] = [...settings, ...dependencies]
  return { healthy: findings.every(({ state }) => state !== 'fault'), report: reportOf(findings) }
}
