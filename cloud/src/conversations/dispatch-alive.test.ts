import { describe, expect, it } from 'vitest'
import {
  accepted,
  clock,
  database,
  fresh,
  numberOne,
  one,
  queue,
  script,
  statusOf,
  tenant,
  two,
} from '../../../infra/testing/scene/two-dispatching.ts'
import type { Database } from '../platform/database.ts'
import { takeProcessNumber } from '../platform/process-number.ts'
import { roleUrl } from '../platform/roles.ts'
import type { SendOutcome } from '../whatsapp/index.ts'
import { createDispatcher } from './dispatch.ts'
import { claimOutbound } from './outbound.repo.ts'

describe('whose claim it is, on two real connections', () => {
  it('takes over what a dead process had claimed, after asking', async () => {
    const { conversationId } = await fresh()
    const dying = await takeProcessNumber(roleUrl(database.url, 'plantao_app'), () => undefined)
    const stuck = createDispatcher({
      db: two,
      gateway: script(() => new Promise<SendOutcome>(() => undefined)).gateway,
      process: dying.value,
      now: clock.now,
    })
    const message = await queue(conversationId, 'no ar', 0)
    void stuck.run(tenant.tenantId, conversationId)
    await expect.poll(() => statusOf(message.messageId)).toBe('sending')
    await dying.close()
    const { sent, gateway } = script(accepted)
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    clock.at = (await dispatcher.run(tenant.tenantId, conversationId))!
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toEqual(['no ar'])
    expect(await statusOf(message.messageId)).toBe('sent')
  })

  it('takes no claim of its own for a broken run’s while its commit is not heard of yet', async () => {
    const { conversationId } = await fresh()
    const { promise: gate, resolve: openGate } = Promise.withResolvers<void>()
    let first = true
    // The claim is committed, and everybody sees it; the claiming run hears of it much later.
    const late: Database = {
      ...one,
      tenant: async (id, work) => {
        const isFirst = first
        first = false
        const result = await one.tenant(id, work)
        if (isFirst) await gate
        return result
      },
    }
    const { sent, gateway } = script(accepted)
    const dispatcher = createDispatcher({ db: late, gateway, process: numberOne.value, now: clock.now })
    const message = await queue(conversationId, 'Uma vez só.', 0)
    const slow = dispatcher.run(tenant.tenantId, conversationId)
    await expect.poll(() => statusOf(message.messageId)).toBe('sending')
    clock.at = new Date(clock.at.getTime() + 20_000)
    const until = await dispatcher.run(tenant.tenantId, conversationId)
    expect(until!.getTime()).toBeGreaterThan(clock.at.getTime())
    openGate()
    await slow
    expect(sent).toEqual(['Uma vez só.'])
  })

  it('takes nobody for dead while the database has just lost everybody’s locks', async () => {
    const { conversationId } = await fresh()
    const restarting = await takeProcessNumber(roleUrl(database.url, 'plantao_app'), () => undefined)
    const message = await queue(conversationId, 'no ar', 0)
    await one.tenant(tenant.tenantId, async (tx) => claimOutbound(tx, message.messageId, restarting.value()))
    // Its lock is gone; whether its process is, nobody knows yet.
    await restarting.close()
    const { sent, gateway } = script(accepted)
    let shaken = true
    const dispatcher = createDispatcher({
      db: one,
      gateway,
      process: numberOne.value,
      inGracePeriod: () => shaken,
      now: clock.now,
    })
    clock.at = new Date(clock.at.getTime() + 20_000)
    const until = await dispatcher.run(tenant.tenantId, conversationId)
    expect(until!.getTime()).toBeGreaterThan(clock.at.getTime())
    expect(sent).toEqual([])
    shaken = false
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toEqual(['no ar'])
  })

  it('knows that the locks were lost when its own was', async () => {
    const url = roleUrl(database.url, 'plantao_app')
    const number = await takeProcessNumber(url, () => undefined)
    // The server of the tests may be young itself.
    await expect.poll(() => number.inGracePeriod(), { timeout: 25_000 }).toBe(false)
    await one.lookup(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7331 and objid = $1::oid`,
      [number.value()],
    )
    await expect.poll(number.inGracePeriod).toBe(true)
    await expect
      .poll(
        async () =>
          (await one.lookup<{ alive: boolean }>('select process_alive($1) as alive', [number.value()]))[0],
      )
      .toEqual({ alive: true })
    expect(number.inGracePeriod()).toBe(true)
    await number.close()
  })
})
