/** Every path of keys in a JSON value; bytes (objects keyed 0, 1, 2…) count as one leaf, lists as `[]`. */
export function keyPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path] : keyPaths(value[0], `${path}[]`)
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Object.keys(value)
  if (keys.length > 6 && keys.every((key) => /^\d+$/.test(key))) return [`${path}(bytes)`]
  return keys.flatMap((key) => keyPaths((value as Record<string, unknown>)[key], `${path}.${key}`)).sort()
}
