import type { Random } from '../../../testing/random.ts'
import type { Ground } from '../ground.ts'
import { hostile, mutated, TEXTS, written } from '../hostile.ts'
import { collect, diceOf, inLanes, type Result } from '../run.ts'

/** Payloads of one connection: its handshake and what follows. */
const EACH = 16
const ANSWER_WITHIN_MS = 10_000

/** Consoles that speak Engine.IO and Socket.IO by hand: handshakes, events, and frames that are neither. */
export async function fuzzSocket(
  ground: Ground,
  { count, seed }: { count: number; seed: number },
): Promise<Result> {
  const all = collect('socket')
  const address = (await ground.test.house.web.listeningOrigin).replace('http', 'ws')
  const witness = await open(`${address}/socket.io/?EIO=4&transport=websocket`)
  await witness.join(JSON.stringify({ token: ground.other.owner, protocol: 1 }))
  const witnessed = witness.heard.length
  const before = await ground.untouched()
  /**
   * What any console of this run said that would be a fault if we had said it: colleagues hear who looks at what, in the
   * words it was said in.
   */
  const saidByAll = new Set<string>()
  await inLanes(Math.ceil(count / EACH), 8, async (at) => {
    const random = diceOf(seed, 'socket', at)
    if (random.next() < 0.15) {
      for (let i = 0; i < EACH; i++) await poll(random, ground, address, (told) => all.told(at, told))
      return
    }
    const console_ = await open(`${address}/socket.io/?EIO=4&transport=websocket`)
    const joined = await console_.join(handshake(random, ground))
    const said = [joined]
    all.told(at, { outcome: joined, faults: [], case: '' })
    let last = ''
    for (let i = 1; i < EACH; i++) {
      const frame = frameOf(random, ground)
      last = String(frame).slice(0, 300)
      said.push(last)
      if (ground.judge({ status: 200, text: String(frame), sent: '' }).length > 0)
        saidByAll.add(String(frame))
      const sent = console_.say(frame)
      all.told(at, { outcome: sent ? 'frame' : 'after the end', faults: [], case: '' })
    }
    await console_.end()
    const text = console_.heard.join('\n')
    const judge = (sent: string) => ground.judge({ status: 200, text, sent })
    const faults = judge('').length > 0 ? judge([...saidByAll].join('\n')) : []
    if (faults.length > 0)
      all.told(at, { outcome: 'answer', faults, case: `${said.join(' | ')} → ${text.slice(0, 300)}` })
  })
  const health = await fetch(`${address.replace('ws', 'http')}/health`)
  if (health.status !== 200) all.fault(`/health answers ${health.status}`)
  // A colleague of the other company hears nothing of all this, and is still connected.
  const news = witness.heard.slice(witnessed).filter((frame) => frame.startsWith('42'))
  if (news.length > 0) all.fault(`the other company's console heard ${news[0]}`)
  if (!witness.isOpen()) all.fault("the other company's console was thrown off")
  await witness.end()
  if ((await ground.untouched()) !== before) all.fault('the other company changed')
  return all.result()
}

function handshake(random: Random, { owners, other }: Ground): string | Buffer {
  const right = {
    token: random.pick(owners),
    protocol: 1,
    ...(random.next() < 0.3 ? { cursor: random.below(50) } : {}),
  }
  if (random.next() < 0.6) return JSON.stringify(right)
  if (random.next() < 0.1)
    return JSON.stringify({ ...right, tenantId: other.tenantId, caller: { tenantId: other.tenantId } })
  return written(random, mutated(random, right, random.pick([1, 2, 3])))
}

function frameOf(random: Random, ground: Ground): string | Buffer {
  const id = random.pick([ground.mine, ground.other]).ids.conversations
  const viewing = { conversationId: id, typing: random.next() < 0.5 }
  switch (random.below(12)) {
    case 0:
      return Buffer.from([random.below(256), random.below(256), 0, 255])
    case 1:
      return random.pick(TEXTS)
    case 2:
      return `${random.below(10)}${random.below(10)}${random.pick(TEXTS).slice(0, 500)}`
    case 3:
      // A packet that announces binaries which never come, or come wrong.
      return random.pick([
        '451-["viewing",{"_placeholder":true,"num":0}]',
        '45999999999-["viewing"]',
        '451-["viewing",{"_placeholder":true,"num":-1}]',
        '461-0[{"_placeholder":true,"num":9}]',
        '45-',
        '451-/x,["y"]',
      ])
    case 4:
      return random.pick([
        '40/admin,',
        '40/',
        '41',
        '41/x,',
        '43["x"]',
        '44{"message":"x"}',
        '43-1[]',
        '421e309["viewing"]',
        '4299999999999999999999["viewing",{}]',
        '2probe',
        '5',
        '6',
        '1',
      ])
    case 5:
      return `42["${random.pick(['connect', 'disconnect', 'disconnecting', 'error', 'newListener', 'removeListener', 'connect_error', 'hello', 'events', 'sessionEnded', '__proto__', 'constructor'])}",${JSON.stringify(hostile(random)) ?? 'null'}]`
    case 6:
      return `42${random.next() < 0.5 ? random.below(1000) : ''}["viewing",${'['.repeat(2000)}${']'.repeat(2000)}]`
    case 7:
      return `42["viewing","${'x'.repeat(random.pick([1_000, 63_900, 64_100, 200_000]))}"]`
    default: {
      const payload = written(random, mutated(random, viewing, random.pick([0, 1, 2, 3])))
      const ack = random.next() < 0.3 ? random.below(100) : ''
      return `42${ack}["viewing",${String(payload)}]`
    }
  }
}

/** One connection that speaks as it is told. */
async function open(address: string) {
  const heard: string[] = []
  const socket = new WebSocket(address)
  let ended = false
  const gone = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => {
      ended = true
      resolve()
    })
  })
  socket.addEventListener('error', () => undefined)
  let tell: (() => void) | null = null
  socket.addEventListener('message', ({ data }) => {
    heard.push(String(data))
    if (String(data) === '2' && !ended) socket.send('3')
    tell?.()
  })
  const next = async (wanted: (frame: string) => boolean): Promise<string> => {
    const until = performance.now() + ANSWER_WITHIN_MS
    for (let from = 0; performance.now() < until && !ended; ) {
      const found = heard.slice(from).find(wanted)
      if (found) return found
      from = heard.length
      await Promise.race([
        new Promise<void>((resolve) => {
          tell = resolve
        }),
        gone,
        new Promise((resolve) => setTimeout(resolve, 1_000)),
      ])
    }
    return heard.find(wanted) ?? ''
  }
  await next((frame) => frame.startsWith('0'))
  return {
    heard,
    isOpen: () => !ended,
    async join(auth: string | Buffer): Promise<string> {
      if (ended) return 'closed'
      socket.send(`40${String(auth)}`)
      const answer = await next((frame) => frame.startsWith('40') || frame.startsWith('44'))
      return answer.startsWith('40') ? 'joined' : answer.startsWith('44') ? 'refused' : 'closed'
    },
    say(frame: string | Buffer): boolean {
      if (ended || socket.readyState !== WebSocket.OPEN) return false
      socket.send(typeof frame === 'string' ? frame : new Uint8Array(frame))
      return true
    },
    /** Hangs up; what was sent before is worked off before the other side agrees. */
    async end(): Promise<void> {
      socket.close()
      await gone
    },
  }
}

const POLLED = [
  '',
  'x',
  '40',
  '40{}',
  '6:40{}',
  '\x1e\x1e',
  'b',
  'bAQID',
  '40{}\x1e42["viewing",{}]',
  '9'.repeat(100),
  '4'.repeat(70_000),
]

/** Long polling without a session, with a made-up one, with bodies that are no packets. */
async function poll(
  random: Random,
  ground: Ground,
  address: string,
  told: (told: { outcome: string; faults: string[]; case: string }) => void,
): Promise<void> {
  const query = new URLSearchParams({
    EIO: random.pick(['4', '3', 'x', '']),
    transport: random.pick(['polling', 'websocket', 'x', '__proto__', 'constructor']),
    ...(random.next() < 0.6
      ? { sid: random.pick(['x', '__proto__', 'constructor', '../..', 'a'.repeat(2_000)]) }
      : {}),
    ...(random.next() < 0.3 ? { j: random.pick(['0', 'x', '<script>']) } : {}),
  })
  const method = random.pick(['GET', 'POST', 'POST', 'PUT', 'OPTIONS'])
  const body = method === 'POST' || method === 'PUT' ? random.pick(POLLED) : undefined
  const url = `${address.replace('ws', 'http')}/socket.io/?${query}`
  const { status, text } = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : {
          body,
          headers: {
            'content-type': random.pick(['text/plain', 'application/octet-stream', 'application/json']),
          },
        }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).then(
    async (answer) => ({ status: answer.status, text: await answer.text() }),
    (error: Error) => ({ status: 0, text: error.name }),
  )
  const sent = `${url}\n${body ?? ''}`
  // A session without a sign-in is told its id and heartbeat, and nothing else.
  const faults = ground.judge({ status: 200, text, sent })
  if (status >= 500 || status === 0) faults.push(`answered ${status}`)
  told({
    outcome: `polled ${status}`,
    faults,
    case: `${method} ${sent.slice(0, 300)} → ${text.slice(0, 200)}`,
  })
}
