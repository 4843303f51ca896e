/** Folds case and accents away, so that words can be compared: "Às Terças" → "as tercas". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
