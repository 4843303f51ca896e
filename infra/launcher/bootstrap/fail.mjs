import { tell } from '../../language/tell.mjs'

/**
 * Ends the command with one message in the reader's language.
 * @param {{ en: string, pt: string }} words
 * @returns {never}
 */
export function fail(words) {
  console.error(`\nPlantão: ${tell(words)}`)
  process.exit(1)
}

/**
 * Says a line in the reader's language.
 * @param {{ en: string, pt: string }} words
 */
export function say(words) {
  console.log(tell(words))
}
