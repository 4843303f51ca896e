import { parseArgs } from 'node:util'
import { SettingError } from '../environment.ts'

export interface DevFlags {
  /** Port of the cloud's inspector on 127.0.0.1; undefined: closed. */
  inspect: number | undefined
  /** Whether a lively company is filled. */
  lively: boolean
}

/** Node's own standard. */
const INSPECTOR = 9229

const USAGE =
  'Known: --inspect, --inspect=PORT, --lively. Write them after two dashes: npm run dev -- --lively'

/** Reads what stands behind `npm run dev --`. Throws a SettingError that names what it does not know. */
export function readFlags(words: string[]): DevFlags {
  // A flag alone and a flag with a value are two things to `parseArgs`.
  const given = words.map((word) => (word === '--inspect' ? `--inspect=${INSPECTOR}` : word))
  const options = { inspect: { type: 'string' }, lively: { type: 'boolean' } } as const
  const values = (() => {
    try {
      return parseArgs({ args: given, options }).values
    } catch (error) {
      throw new SettingError(`${(error as Error).message.split('. ')[0]}. ${USAGE}`)
    }
  })()
  if (values.inspect === undefined) return { inspect: undefined, lively: values.lively ?? false }
  const inspect = Number(values.inspect)
  if (!Number.isInteger(inspect) || inspect < 1 || inspect > 65_535) {
    throw new SettingError(`--inspect is "${values.inspect}"; it must be a port number from 1 to 65535.`)
  }
  return { inspect, lively: values.lively ?? false }
}
