import { connect, createServer, type Socket } from 'node:net'

/** A wire to a server that can be cut, mended, or made to lose every answer on its way back. */
export type Wire = {
  url: string
  /** Ends what is open and refuses what comes. */
  cut(): void
  mend(): void
  /** What is asked arrives, what is answered does not: the caller hears the line break instead. */
  loseAnswers(): void
  close(): Promise<void>
}

/** Lays a wire from a port of its own to `target` on this machine. */
export async function layWire(target: number): Promise<Wire> {
  let way: 'open' | 'cut' | 'deaf' = 'open'
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    if (way === 'cut') return near.destroy()
    const far = connect(target, '127.0.0.1')
    const end = () => {
      near.destroy()
      far.destroy()
      ends.delete(near)
    }
    ends.add(near)
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => (way === 'deaf' ? end() : near.write(bytes)))
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const dropAll = () => {
    for (const end of [...ends]) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      way = 'cut'
      dropAll()
    },
    mend: () => {
      way = 'open'
    },
    loseAnswers: () => {
      way = 'deaf'
    },
    close: async () => {
      way = 'cut'
      dropAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
