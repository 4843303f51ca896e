/** Lower case without accents; digits, letters, marks and spaces stay. The length may change: not for offsets. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
