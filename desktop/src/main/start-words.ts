/** Chromium's word for a page without a sandbox. */
export const NO_SANDBOX = '--no-sandbox'

/**
 * The switches an installed console starts with; whoever starts it with any other is refused. Chromium knows some two
 * thousand: they open a debugger, write down keys and traffic, send it elsewhere, switch protections off, put foreign code
 * in. A link on a web page may carry switches, so nobody is asked.
 */
const ALLOWED = new Set([
  // Ours: without a window; which adapter keeps the cache.
  'hidden',
  'cache',
  // The Windows installer's, after an update.
  'updated',
  // A person's own, where a graphics driver or a desktop does not get on with Chromium. None of them opens anything: a
  // keyring that keeps nothing counts as none.
  'disable-gpu',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
])

/** What a system itself puts behind a program's name. */
const SYSTEMS: Partial<Record<NodeJS.Platform, RegExp>> = {
  // Started by a notification of Windows.
  win32: /^-(Embedding|ToastActivated)$/,
  // Started by the Finder.
  darwin: /^-psn_\d+_\d+$/,
}

/**
 * The first word that an installed console does not start with, or null; its value is left out. Takes for a switch whatever
 * Chromium would: one or two dashes, on Windows a slash too.
 */
export function refusedSwitch(words: readonly string[], platform: NodeJS.Platform): string | null {
  const start = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/
  for (const word of words) {
    if (!start.test(word) || SYSTEMS[platform]?.test(word)) continue
    const [shown = ''] = word.split('=')
    const name = shown.replace(start, '')
    if (!ALLOWED.has(platform === 'win32' ? name.toLowerCase() : name)) return shown
  }
  return null
}

/** Variables that open an encrypted connection: the keys of each are written down, any certificate will do. */
const OPENING = ['SSLKEYLOGFILE', 'NODE_TLS_REJECT_UNAUTHORIZED']

/** Takes them from the process, and so from all that it starts, before it has connected anywhere. */
export function dropVariables(env: Record<string, string | undefined>): void {
  for (const name of OPENING) delete env[name]
}
