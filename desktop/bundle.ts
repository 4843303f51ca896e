import { type BuildOptions, build } from 'esbuild'

/** The one dependency that is a native library: it stays a package, everything else is bundled. */
export const NATIVE = 'better-sqlite3-multiple-ciphers'

/** Bundles a program of the application into one file, as it is shipped. */
export async function bundle(
  entry: string,
  outfile: string,
  define: BuildOptions['define'] = {},
): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    define,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['electron', NATIVE, 'bufferutil', 'utf-8-validate'],
    minify: true,
    keepNames: true,
    logLevel: 'warning',
  })
}
