import { spawnSync } from 'node:child_process'

/** Whether a program of the system can be run here. */
export function isInstalled(program: string, probe = '--version'): boolean {
  return spawnSync(program, [probe], { stdio: 'ignore' }).error === undefined
}
