import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildPage, buildPages } from '../../launcher/build-pages.ts'
import { ROOT } from '../projects/sort-tests.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the desktop application's page. */
    desktopPage: string
  }
}

/** Builds every page once for a run, as it is delivered. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildPages()
  const desktopPage = await mkdtemp(join(tmpdir(), 'plantao-desktop-page-'))
  await buildPage(join(ROOT, 'desktop/vite.desktop.config.ts'), desktopPage)
  project.provide('desktopPage', desktopPage)
  return () => rm(desktopPage, { recursive: true, force: true })
}
