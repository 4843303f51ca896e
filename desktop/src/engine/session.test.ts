import type { Me, SignedIn } from '@plantao/shared/accounts'
import type { Api } from '@plantao/shared/http/api'
import { expect, it } from 'vitest'
import type { ConsolePorts } from './ports.ts'
import { createSession } from './session.ts'

const me = {
  member: { id: '1', tenantId: 't', name: 'Dona', email: 'dona@x.example', role: 'owner' },
  mustChangePassword: false,
} as unknown as Me
const signed = (more: Partial<SignedIn> = {}): SignedIn => ({
  accessToken: 'access',
  expiresIn: 900,
  mustChangePassword: false,
  member: me.member,
  refreshToken: 'refresh',
  ...more,
})

/** A session on a machine whose disk holds `kept`, with what it sent and what the disk holds in the end. */
function sessionOn(kept: string | null, answer: SignedIn) {
  const disk = { device: kept }
  const sent: unknown[] = []
  const api = {
    login: async ({ body }: { body: unknown }) => {
      sent.push(body)
      return answer
    },
    refresh: async ({ body }: { body: unknown }) => {
      sent.push(body)
      return answer
    },
    logout: async () => ({ ok: true }),
    me: async () => me,
  } as unknown as Api
  const ports: Pick<ConsolePorts, 'clock' | 'random' | 'vault' | 'device'> = {
    clock: { now: () => 0, after: () => () => {} },
    random: () => 0,
    vault: { load: async () => null, save: async () => {}, clear: async () => {} },
    device: {
      load: async () => disk.device,
      save: async (device) => {
        disk.device = device
      },
    },
  }
  const session = createSession({
    ...ports,
    api,
    setToken: () => {},
    show: () => {},
    begin: async () => {},
    end: async () => true,
    wipe: async () => {},
  })
  return { session, sent, disk }
}

it('keeps what the server calls this machine, beyond the session, and says it at the next sign-in', async () => {
  const first = sessionOn(null, signed({ device: 'named' }))
  await first.session.signIn('dona@x.example', 'secret')
  expect(first.sent).toEqual([{ email: 'dona@x.example', password: 'secret', client: 'desktop' }])
  await first.session.signOut()
  expect(first.disk.device).toBe('named')
  const next = sessionOn(first.disk.device, signed({ device: 'named' }))
  await next.session.signIn('dona@x.example', 'secret')
  expect(next.sent[0]).toMatchObject({ device: 'named' })
})

it('learns it from a renewal too, as a machine that was signed in before there were names', async () => {
  const { session, sent, disk } = sessionOn(null, signed({ device: 'named' }))
  await session.signIn('dona@x.example', 'secret')
  await session.renew()
  expect(sent[1]).toEqual({ refreshToken: 'refresh', device: 'named' })
  expect(disk.device).toBe('named')
})
