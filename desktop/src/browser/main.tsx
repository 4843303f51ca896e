import { createApi } from '@plantao/shared/http/api'
import { memoryCache } from '../engine/cache.memory.ts'
import type { Cache } from '../engine/cache.port.ts'
import { socketIoConnect } from '../engine/connect.socketio.ts'
import { createConsole } from '../engine/console.ts'
import { mount } from '../renderer/mount.tsx'
import { leavingPage } from './leaving-page.ts'
import { browserShell } from './shell.ts'
import { uploadFetch } from './upload-fetch.ts'

const caches = new Map<string, Cache>()

/** One cache a member for the life of the page: unsent replies wait for the person who wrote them. */
async function cacheOf(memberId: string): Promise<Cache> {
  const found = caches.get(memberId) ?? memoryCache()
  caches.set(memberId, found)
  return found
}

const shell = browserShell()
const page = leavingPage()
const engine = createConsole({
  api: (token, uploading) => createApi({ baseUrl: '', token, fetch: page.fetch(uploadFetch(uploading)) }),
  connect: socketIoConnect(''),
  cache: cacheOf,
  clock: {
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  },
  newId: () => crypto.randomUUID(),
  random: Math.random,
  noticing: shell.noticing.get,
  keepMessages: 'opened',
})

let queued = 0
let moving = 0
engine.onChange(({ set }) => {
  if (set?.outbox) queued = set.outbox.length
  if (set?.uploads) moving = set.uploads.length
})

const look = () => void engine.look(document.visibilityState === 'visible' && document.hasFocus())
document.addEventListener('visibilitychange', () => {
  look()
  if (document.visibilityState === 'visible') void engine.wake()
})
window.addEventListener('focus', look)
window.addEventListener('blur', look)
// What is not sent yet lives in this page alone, so the browser asks before it goes.
window.addEventListener('beforeunload', (event) => {
  if (queued + moving > 0) event.preventDefault()
})
page.onLeaving(() => void engine.settle())
window.addEventListener('online', () => void engine.wake())

const root = document.getElementById('console')
if (root) await mount(root, { console: engine, shell })
await engine.start()
look()
