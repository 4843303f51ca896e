import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * What the site and the dashboard need to be served from their sources. The build adds the drawing of pages, which imports
 * all of the site: here that would make every page a setting, for whose change Vite starts its server again.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: join(import.meta.dirname, 'public'),
  plugins: [react()],
})
