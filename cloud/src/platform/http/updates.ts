import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { handleNotFound } from './error-handler.ts'

/** What electron-builder makes: a feed per system and channel (`latest-linux.yml`), installers and their block maps. */
const FILE = /^[\w][\w.-]{0,150}\.(yml|exe|dmg|zip|AppImage|deb|blockmap)$/

/**
 * The console's update feed: `GET /updates/<file>` from a folder an operator fills with what electron-builder makes. Files
 * are sent by what the pages registered. A feed is asked for anew each time; an installer, whose name holds its
 * version, never changes.
 */
export function mountUpdates(app: FastifyInstance, folder: string): void {
  app.get('/updates/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    if (!FILE.test(file) || !(await exists(join(folder, file)))) return handleNotFound(request, reply)
    reply.header('cache-control', file.endsWith('.yml') ? 'no-cache' : 'public, max-age=31536000, immutable')
    return reply.sendFile(file, folder)
  })
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
