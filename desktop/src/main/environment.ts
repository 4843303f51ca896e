import { app } from 'electron'

/** Set by the build: the cloud an installer is made for. */
declare const BUILT_FOR: string

export type DesktopEnvironment = {
  /** Origin of the cloud, without a slash at the end. */
  cloudUrl: string
  /** Chooses the adapter of the cache and nothing else; for machines where the SQLite library cannot load. */
  cache: 'sqlite' | 'memory'
}

/**
 * Reads what the application was told when started. The only place that looks at variables and switches. An installed console
 * knows its cloud from its installer and listens to nobody else about it.
 */
export function readEnvironment(): DesktopEnvironment {
  const told = app.isPackaged ? undefined : process.env.PLANTAO_CLOUD_URL
  const cloudUrl = new URL(told ?? BUILT_FOR).origin
  return { cloudUrl, cache: app.commandLine.getSwitchValue('cache') === 'memory' ? 'memory' : 'sqlite' }
}
