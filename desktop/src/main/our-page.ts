/** Where the page lives: an origin of its own, never `file:`, so that the disk is out of its reach. */
export const PAGE_ORIGIN = 'app://console'

/** True for exactly our page; `app://console.evil` and `app://consoles` are not. */
export function isOurPage(address: string): boolean {
  try {
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}` === PAGE_ORIGIN
  } catch {
    return false
  }
}
