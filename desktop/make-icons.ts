import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

// Draws icons/*.svg as the PNGs beside them: `node desktop/make-icons.ts [path of a Chromium]`, after an SVG changed.
const SIZES: Record<string, [file: string, pixels: number][]> = {
  icon: [['icon', 1024]],
  tray: [
    ['tray', 22],
    ['tray@2x', 44],
  ],
  'tray-waiting': [
    ['tray-waiting', 22],
    ['tray-waiting@2x', 44],
  ],
  overlay: [['overlay', 32]],
}

const folder = join(import.meta.dirname, 'icons')
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage()
for (const [name, files] of Object.entries(SIZES)) {
  const svg = await readFile(join(folder, `${name}.svg`), 'utf8')
  for (const [file, pixels] of files) {
    await page.setViewportSize({ width: pixels, height: pixels })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
    await writeFile(join(folder, `${file}.png`), await page.screenshot({ omitBackground: true }))
  }
}
await browser.close()
