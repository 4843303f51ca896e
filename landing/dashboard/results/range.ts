/** The last `days` days up to today, both ends included, as the reader's own calendar counts them. */
export function daysBack(days: number, now: Date): { from: string; to: string } {
  const at = (back: number) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back)
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
  }
  return { from: at(days - 1), to: at(0) }
}
