import { readFileSync } from 'node:fs'

/** Ours end in one of these; a machine has other `…_FILE`s of its own (certificates, tools), which are none of our business. */
const OURS = /(?:_URL|_SECRET|_KEY|_PASSWORD|_TOKEN)_FILE$/

/**
 * Variables may come from files, as container secrets do: `JWT_SECRET_FILE=/run/secrets/jwt` stands for `JWT_SECRET`.
 * A variable that is set itself wins. Throws, naming the variable, when a named file cannot be read.
 */
export function withSecretFiles(
  source: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const filled = { ...source }
  for (const [name, path] of Object.entries(source)) {
    if (!OURS.test(name) || !path) continue
    const variable = name.slice(0, -'_FILE'.length)
    if (filled[variable]) continue
    try {
      filled[variable] = readFileSync(path, 'utf8').trim()
    } catch (error) {
      throw new Error(
        `${name} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      )
    }
  }
  return filled
}
