import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// An Evolution whose process is held up: `POST /hold` stops it until the test wakes it.
const held = workerData as Int32Array
const seen: string[] = []

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const path = request.url ?? ''
    if (path === '/hold') {
      parentPort!.postMessage({ held: true })
      Atomics.wait(held, 0, 0)
    }
    seen.push(path)
    const body = path.startsWith('/chat/')
      ? { messages: { total: 0, pages: 0, currentPage: 1, records: [] } }
      : { seen }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(body))
  })
})
server.listen(0, '127.0.0.1', () => parentPort!.postMessage({ port: (server.address() as AddressInfo).port }))
