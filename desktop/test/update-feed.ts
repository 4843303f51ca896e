import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/** A release server as the cloud's `/updates` is one: a feed that names a newer version, and that version's file. */
export async function startUpdateFeed(channel: 'latest' | 'beta', version = '99.0.0') {
  const file = `plantao-${version}-linux-x86_64.AppImage`
  const image = `the console, version ${version}`
  const sha512 = createHash('sha512').update(image).digest('base64')
  const feed = `version: ${version}
files:
  - url: ${file}
    sha512: ${sha512}
    size: ${image.length}
path: ${file}
sha512: ${sha512}
releaseDate: '2026-11-24T12:00:00.000Z'
`
  const held: Record<string, string> = { [`/${channel}-linux.yml`]: feed, [`/${file}`]: image }
  const asked: string[] = []
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://feed')
    asked.push(pathname)
    const content = held[pathname]
    answer.writeHead(content === undefined ? 404 : 200).end(content)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    file,
    image,
    /** Paths that were asked for. */
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type UpdateFeed = Awaited<ReturnType<typeof startUpdateFeed>>
