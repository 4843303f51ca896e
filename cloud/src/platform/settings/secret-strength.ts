/** Words that stand where somebody meant to put a secret. Short ones count only alone, for chance writes them too. */
const PLACEHOLDER =
  /change[-_ ]?me|placeholder|example|exemplo|sandbox|replace|insert|dummy|password|secret|senha|troque|segredo|your[-_ ]|(?:^|[-_ ])(?:test|teste|demo|todo|x{3,}|abc|foo|bar)(?:[-_ ]|$)/i

type Strength = {
  /** Fewest characters. */
  least: number
  /** Fewest different ones: random hexadecimal digits of that length nearly always have more. */
  different: number
}

/**
 * Why a secret could be guessed, in words that go behind its name, or null. Says nothing of what it is.
 * @param secret without the fixed start that a vendor gives it
 */
export function weaknessOf(secret: string, { least, different }: Strength): string | null {
  if (PLACEHOLDER.test(secret)) return 'is a placeholder'
  if (secret.length < least) return `has ${secret.length} characters; at least ${least} are needed`
  const kinds = new Set(secret).size
  if (kinds < different) return `has only ${kinds} different characters`
  if (repeats(secret)) return 'repeats itself'
  if (isRow(secret)) return 'is a row of neighbouring characters'
  return null
}

/** The password in an address, as the server is told it; empty where there is none. */
export function passwordOf(url: string): string {
  const { password } = new URL(url)
  try {
    return decodeURIComponent(password)
  } catch {
    // A percent sign that was meant as itself.
    return password
  }
}

/** Whether a shorter text, said again and again, makes this one. */
function repeats(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    let same = period
    while (same < text.length && text[same] === text[same - period]) same++
    if (same === text.length) return true
  }
  return false
}

/** Whether nearly all characters follow their neighbour in the alphabet, as in `abcdef` or `987654`; a half may by chance. */
function isRow(text: string): boolean {
  let steps = 0
  for (let at = 1; at < text.length; at++)
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) <= 1) steps++
  return steps > text.length * 0.75
}
