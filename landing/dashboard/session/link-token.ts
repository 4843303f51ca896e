/** The token of a mailed link, from the address; null when the link came apart. */
export function linkToken(): string | null {
  const inQuery = new URLSearchParams(location.search).get('token')
  return inQuery ?? new URLSearchParams(location.hash.slice(1)).get('token')
}
