import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Where systems keep a Chromium, most wanted first. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser that end-to-end tests drive: the system's, else the one Playwright downloaded; undefined when none. */
export function findChromium(): string | undefined {
  return [...PLACES, playwrights()].find((path) => path !== undefined && existsSync(path))
}

function playwrights(): string | undefined {
  try {
    return chromium.executablePath()
  } catch {
    // Playwright throws where it knows no browser for the system.
    return undefined
  }
}
