/**
 * Switches that hand the program to whoever started it: a debugger reads the page, its messages and, through Node, the
 * tokens; the others put foreign code into it. A link on a web page may carry switches too, so nobody is asked.
 */
const REFUSED = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
]

/** The first switch among those given that an installed console does not start with, or null. */
export function refusedSwitch(has: (name: string) => boolean): string | null {
  return REFUSED.find(has) ?? null
}
