import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const MB = 2 ** 20
/** A process that is busy collects its garbage when it gets to it; beyond this the sample is left out. */
const SETTLES_WITHIN_MS = 5_000

/** What one process held at one moment: MB, and hours since the first sample. */
export type Sample = { hours: number; rssMb: number; heapMb: number | null }

/** A process that is watched; `tree`: with its children, as PostgreSQL is one of many, and without a heap of Node's. */
export type Watched = { name: string; pid: number; tree?: boolean }

/** The environment that makes a Node process answer to `watchMemory`, and its end. */
export async function settledHeaps() {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-heaps-'))
  return {
    folder,
    env: {
      NODE_OPTIONS: `--import=${new URL('./settled-heap.ts', import.meta.url).href}`,
      SETTLED_HEAP_DIR: folder,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Looks at every process each `everyMs` until stopped; a heap is read after its garbage was collected. */
export function watchMemory(
  folder: string,
  processes: Watched[],
  { everyMs, onSample }: { everyMs: number; onSample?: (name: string, sample: Sample) => void },
) {
  const samples = new Map<string, Sample[]>(processes.map(({ name }) => [name, []]))
  const began = performance.now()
  const ending = new AbortController()
  const look = async () => {
    const hours = (performance.now() - began) / 3_600_000
    for (const one of processes) {
      const heapMb = one.tree ? null : await settledHeap(folder, one.pid)
      const rssMb = one.tree ? await residentOfTree(one.pid) : await resident(one.pid)
      if (rssMb === null || (!one.tree && heapMb === null)) continue
      const sample = { hours, rssMb, heapMb }
      samples.get(one.name)!.push(sample)
      onSample?.(one.name, sample)
    }
  }
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await pause(everyMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop(): Promise<Map<string, Sample[]>> {
      ending.abort()
      await watching
      return samples
    },
  }
}

async function settledHeap(folder: string, pid: number): Promise<number | null> {
  const file = join(folder, `${pid}.heap`)
  await rm(file, { force: true })
  try {
    process.kill(pid, 'SIGUSR2')
  } catch {
    return null
  }
  for (const end = performance.now() + SETTLES_WITHIN_MS; performance.now() < end; await pause(50)) {
    const written = await readFile(file, 'utf8').catch(() => '')
    if (written !== '') return Number(written) / MB
  }
  return null
}

async function field(file: string, name: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)
  return found ? Number(found[1]) / 1024 : null
}

const resident = (pid: number) => field(`/proc/${pid}/status`, 'VmRSS')

/** A server's processes share memory: each page is divided among those that hold it, so that none counts twice. */
async function residentOfTree(root: number): Promise<number | null> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.split(') ')[1]?.split(' ')[1] ?? 0))
  }
  const family = [...parents.keys()].filter((pid) => pid === root || parents.get(pid) === root)
  const shares = await Promise.all(family.map((pid) => field(`/proc/${pid}/smaps_rollup`, 'Pss')))
  const known = shares.filter((share) => share !== null)
  return known.length > 0 ? known.reduce((sum, share) => sum + share, 0) : null
}
