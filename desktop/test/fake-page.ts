/** A page of rows as the cloud gives it; the cursor is the place of the next row. */
export function pageOf<T>(rows: T[], cursor: string | undefined, limit: number) {
  const from = Number(cursor ?? 0)
  return {
    items: rows.slice(from, from + limit),
    ...(from + limit < rows.length ? { nextCursor: String(from + limit) } : {}),
  }
}
