// Plain JavaScript: what runs before anything is installed speaks, too, on the machine's own Node (18 or newer).

/**
 * Whether the reader reads Portuguese: the first locale variable that is set says so, else the system's own locale.
 * Everybody else is told in English.
 * @param {Record<string, string | undefined>} [env]
 * @returns {boolean}
 */
export function readsPortuguese(env = process.env) {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale()
  return /^pt(?![a-z])/i.test(locale)
}

function systemLocale() {
  return Intl.DateTimeFormat().resolvedOptions().locale
}

/**
 * The words in the reader's language.
 * @param {{ en: string, pt: string }} words
 * @param {Record<string, string | undefined>} [env]
 * @returns {string}
 */
export function tell(words, env = process.env) {
  return readsPortuguese(env) ? words.pt : words.en
}
