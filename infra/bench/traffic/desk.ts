import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Conversation } from '@plantao/shared/conversations'
import { type MemberClient, signIn } from '../../testing/people/member.ts'

/** An attendant looks this often and helps so many at a time. */
const LOOKS_EVERY_MS = 2_000
const AT_A_TIME = 4

/**
 * Without people at the desk every customer would soon wait for one and the assistant fall silent: an attendant answers
 * those who wait longest and hands them back, until `stop`.
 */
export function openDesk(cloudUrl: string) {
  const leaving = new AbortController()
  let helped = 0
  let failed = 0
  const working = (async () => {
    let member: MemberClient | null = null
    while (!leaving.signal.aborted) {
      try {
        member ??= await signIn(cloudUrl)
        const { status, body } = await member.call<{ items: Conversation[] }>(
          'GET',
          `/conversations?state=awaiting_human&limit=${AT_A_TIME}`,
        )
        if (status === 401) member = null
        for (const { id } of status === 200 ? body.items : []) {
          const said = { clientId: randomUUID(), text: 'Já verifiquei aqui, pode seguir conversando.' }
          const answered = await member!.call('POST', `/conversations/${id}/messages`, said)
          const returned = await member!.call('POST', `/conversations/${id}/return`)
          if (answered.status < 300 && returned.status < 300) helped += 1
          else failed += 1
        }
      } catch {
        member = null
        failed += 1
      }
      await pause(LOOKS_EVERY_MS, undefined, { signal: leaving.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop(): Promise<{ helped: number; failed: number }> {
      leaving.abort()
      await working
      return { helped, failed }
    },
  }
}
