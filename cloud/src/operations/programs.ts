import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cutStart } from '@plantao/shared/cut'

/** Where PostgreSQL's programs are, when they are not on the PATH; Debian keeps each version's apart. */
export type Programs = { folder?: string }

export type Run = { env?: Record<string, string>; cwd?: string }

/**
 * Runs a program to its end. Throws with its last words when it fails.
 * @param env added to PATH alone: nothing else of ours is shown to it
 */
export async function run(program: string, args: string[], { env = {}, cwd }: Run = {}): Promise<void> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...env },
    ...(cwd ? { cwd } : {}),
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = cutStart(words + text, 2000)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${words.trim()}`)
}

/** A connection string split so that the password goes by the environment, never by the command line. */
export function connectionOf(url: string): { args: string[]; env: Record<string, string> } {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    args: [
      '--host',
      hostname,
      '--port',
      port || '5432',
      '--username',
      decodeURIComponent(username),
      '--no-password',
    ],
    env: { PGPASSWORD: decodeURIComponent(password), PGDATABASE: decodeURIComponent(pathname.slice(1)) },
  }
}
