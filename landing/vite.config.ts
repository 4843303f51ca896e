import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { prerender } from './build/prerender.ts'

/**
 * The public site, drawn to HTML here and now, and the owner's dashboard. The cloud serves both from `landing/dist`.
 * Nothing is inlined, so that a strict CSP holds.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: join(import.meta.dirname, 'public'),
  plugins: [react(), prerender()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // One screenful of an application that is opened once a day; 150 kB on the wire.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Icons say "use client" for servers that draw React; there is none here.
      onwarn: (warning, tell) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(warning),
      input: {
        dashboard: join(import.meta.dirname, 'dashboard/index.html'),
        site: join(import.meta.dirname, 'site/site.ts'),
      },
    },
  },
})
