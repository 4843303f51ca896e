import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as buildPage } from 'vite'
import { bundle, NATIVE } from './bundle.ts'

// Builds the desktop application into dist/app, ready to be run by Electron or packed by electron-builder.
const here = import.meta.dirname
const out = join(here, 'dist/app')
const manifest = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as { version: string }

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })

await bundle(join(here, 'src/main/main.ts'), join(out, 'main.cjs'), {
  BUILT_FOR: JSON.stringify(process.env.PLANTAO_CLOUD_URL ?? 'http://127.0.0.1:8000'),
})
await bundle(join(here, 'src/preload/preload.ts'), join(out, 'preload.cjs'))
await buildPage({ configFile: join(here, 'vite.desktop.config.ts'), logLevel: 'warn' })
await cp(join(here, 'icons'), join(out, 'icons'), {
  recursive: true,
  filter: (file) => !file.endsWith('.svg'),
})

const native = dirname(dirname(fileURLToPath(import.meta.resolve(NATIVE))))
await cp(native, join(out, 'node_modules', NATIVE), {
  recursive: true,
  // Its C++ sources are a hundred times the library.
  filter: (file) => !/[\\/](deps|src|build|binding\.gyp)$/.test(file),
})
const nativeVersion = JSON.parse(await readFile(join(native, 'package.json'), 'utf8')).version as string
await writeFile(
  join(out, 'package.json'),
  JSON.stringify({
    name: 'plantao',
    productName: 'Plantão',
    version: manifest.version,
    description: 'Console de atendimento do Plantão',
    author: 'Plantão',
    main: 'main.cjs',
    dependencies: { [NATIVE]: nativeVersion },
  }),
)
