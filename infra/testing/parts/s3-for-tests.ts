import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type S3ForTests = { endpoint: string; objects: Map<string, Buffer>; close(): Promise<void> }

/** Names on one page of a list: few, so that paging is always tried. */
const PAGE = 2

/** The part of S3's protocol that our adapters speak, in memory: objects of one bucket, by path, signed by one key. */
export async function startS3ForTests(bucket: string, accessKeyId: string): Promise<S3ForTests> {
  const objects = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3')
    const path = decodeURIComponent(pathname)
    if (!request.headers.authorization?.includes(`Credential=${accessKeyId}/`))
      return refuse(response, 403, 'InvalidAccessKeyId')
    if (path !== `/${bucket}` && !path.startsWith(`/${bucket}/`)) return refuse(response, 404, 'NoSuchBucket')
    const body = await buffer(request)
    const found = objects.get(path)
    switch (request.method) {
      case 'HEAD':
        response.writeHead(200).end()
        return
      case 'PUT':
        objects.set(path, body)
        response.writeHead(200, { etag: '"1"' }).end()
        return
      case 'DELETE':
        objects.delete(path)
        response.writeHead(204).end()
        return
      default:
        if (searchParams.get('list-type') === '2') return list(response, searchParams)
        if (!found) return refuse(response, 404, 'NoSuchKey')
        return give(response, found, request.headers.range)
    }
  }
  function list(response: ServerResponse, query: URLSearchParams): void {
    const before = `/${bucket}/`.length
    const keys = [...objects.keys()]
      .map((path) => path.slice(before))
      .filter((key) => key.startsWith(query.get('prefix') ?? ''))
      .sort()
    const from = Number(query.get('continuation-token') ?? 0)
    const more = from + PAGE < keys.length
    const contents = keys
      .slice(from, from + PAGE)
      .map((key) => `<Contents><Key>${key}</Key></Contents>`)
      .join('')
    const next = more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : ''
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`,
      )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function give(response: ServerResponse, bytes: Buffer, range: string | undefined): void {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  if (start === undefined) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
    return
  }
  const part = bytes.subarray(Number(start), Number(end) + 1)
  response.writeHead(206, { 'content-length': part.length }).end(part)
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
