import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The console for browsers, served by the cloud at /console. Nothing is inlined, so that a strict CSP holds. */
export default defineConfig({
  root: join(import.meta.dirname, 'src/browser'),
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome123',
  },
})
