/** US dollars for a million tokens read, and for a million written; 0 written for embeddings. */
export type ModelPrice = { input: number; output: number }

/** Prices by the model's name. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>

/**
 * Reads `name=input/output`, dollars for a million tokens, with commas between models: `llama-3.3-70b=0/0, bge-m3=0/0`.
 * What cannot be read is told by its place, in words that go behind the setting's name; no text is shown.
 */
export function readModelPrices(list: string): { prices: ModelPrices; fault: string | null } {
  const entries = list.split(',').map((entry) => entry.trim())
  const read = entries.filter(Boolean).map((entry): [string, ModelPrice] | null => {
    const [, name, input, output] =
      /^([^\s=]{1,100})=(\d{1,5}(?:\.\d{1,6})?)\/(\d{1,5}(?:\.\d{1,6})?)$/.exec(entry) ?? []
    return name ? [name, { input: Number(input), output: Number(output) }] : null
  })
  const wrong = read.indexOf(null)
  return {
    prices: Object.fromEntries(read.filter((one) => one !== null)),
    fault: wrong < 0 ? null : `has no name=input/output in place ${wrong + 1}`,
  }
}
