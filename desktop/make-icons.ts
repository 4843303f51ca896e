import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { icnsOf, icoOf, type Picture } from './packaging/icon-files.ts'

// Draws icons/*.svg as the PNGs beside them and the installers' icons: `node desktop/make-icons.ts [path of a Chromium]`,
// after an SVG changed.
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
const WINDOWS = [16, 24, 32, 48, 64, 128, 256]
const APPLE = [32, 64, 128, 256, 512, 1024]
const LINUX = [16, 32, 48, 64, 128, 256, 512]

const folder = join(import.meta.dirname, 'icons')
const packaging = join(import.meta.dirname, 'packaging')
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage()

async function draw(name: string, pixels: number): Promise<Buffer> {
  const svg = await readFile(join(folder, `${name}.svg`), 'utf8')
  await page.setViewportSize({ width: pixels, height: pixels })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}

for (const [name, files] of Object.entries(SIZES)) {
  for (const [file, pixels] of files) {
    await writeFile(join(folder, `${file}.png`), await draw(name, pixels))
  }
}
const pictures = new Map<number, Picture>()
for (const size of new Set([...WINDOWS, ...APPLE, ...LINUX])) {
  pictures.set(size, { size, png: await draw('icon', size) })
}
await browser.close()
const those = (sizes: number[]) => sizes.map((size) => pictures.get(size)!)
await writeFile(join(packaging, 'icon.ico'), icoOf(those(WINDOWS)))
await writeFile(join(packaging, 'icon.icns'), icnsOf(those(APPLE)))
await mkdir(join(packaging, 'linux'), { recursive: true })
for (const { size, png } of those(LINUX)) {
  await writeFile(join(packaging, `linux/${size}x${size}.png`), png)
}
