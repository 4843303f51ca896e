import { beforeEach, describe, expect, it } from 'vitest'
import { ME } from '../../test/fake-house.ts'
import { playedConsole } from '../../test/played-console.ts'
import type { Notice } from './notices.ts'

let { clock, house, cache, open } = playedConsole()
beforeEach(() => {
  ;({ clock, house, cache, open } = playedConsole())
})

describe('session', () => {
  it('enters silently with the cookie, and asks for a sign-in without one', async () => {
    house.cookieGood = false
    const screen = open()
    await screen.start()
    expect((await screen.snapshot()).session).toMatchObject({ phase: 'signedOut', failure: null })
    expect(await screen.signIn('ana@x.example', 'errada')).toMatchObject({
      ok: false,
      failure: { code: 'auth.wrong_credentials' },
    })
    expect(await screen.signIn('ana@x.example', 'certa')).toEqual({ ok: true })
    expect((await screen.snapshot()).session).toMatchObject({ phase: 'signedIn', me: { member: ME } })
    await screen.stop()
  })

  it('renews before the token ends, and once for many refused calls', async () => {
    const id = house.addConversation(1)
    const screen = open()
    await screen.start()
    await clock.turn(100)
    expect(house.renewals).toBe(1)
    await clock.turn(840_000)
    expect(house.renewals).toBe(2)
    house.tokenGood = false
    await Promise.all([screen.open(id), screen.claim(id, false), screen.claim(id, false)])
    expect(house.renewals).toBe(3)
    await screen.stop()
  })

  it('keeps unsent replies and drafts when the session ends, and sends them after the same person returns', async () => {
    const id = house.addConversation(1)
    const screen = open()
    await screen.start()
    await clock.turn(100)
    house.fault = 'down'
    await screen.send(id, 'já vai')
    await screen.setDraft(id, 'pensando')
    house.fault = 'none'
    house.tokenGood = false
    house.cookieGood = false
    await clock.turn(70_000)
    expect((await screen.snapshot()).session).toMatchObject({
      phase: 'signedOut',
      failure: { code: 'auth.session_ended' },
    })
    await screen.signIn('ana@x.example', 'certa')
    await clock.turn(100)
    expect((await screen.snapshot()).drafts).toEqual({ [id]: 'pensando' })
    expect(house.sendsAccepted).toBe(1)
    await screen.stop()
  })

  it('makes a temporary password be changed first', async () => {
    house.mustChangePassword = true
    const screen = open()
    await screen.start()
    expect((await screen.snapshot()).session.phase).toBe('passwordChange')
    expect(await screen.changePassword('velha', 'nova-senha-longa')).toEqual({ ok: true })
    expect((await screen.snapshot()).session.phase).toBe('signedIn')
    await screen.stop()
  })

  it('stops and says so when the client is too old', async () => {
    house.refuse = 'clientTooOld'
    const screen = open()
    await screen.start()
    await clock.turn(100)
    expect((await screen.snapshot()).session.phase).toBe('clientTooOld')
  })

  it('keeps what was being written when an update is forced, and the new version sends it once', async () => {
    const id = house.addConversation(1)
    const old = open()
    await old.start()
    await clock.turn(100)
    house.fault = 'down'
    await old.send(id, 'já vai')
    await old.setDraft(id, 'pensando')
    house.refuse = 'clientTooOld'
    house.drop()
    house.restore()
    await clock.turn(100)
    house.fault = 'none'
    expect((await old.snapshot()).session.phase).toBe('clientTooOld')
    await clock.turn(70_000)
    expect(house.sendsAccepted).toBe(0)
    await old.stop()
    house.refuse = null
    const updated = open()
    await updated.start()
    await clock.turn(100)
    expect((await updated.snapshot()).drafts).toEqual({ [id]: 'pensando' })
    expect(house.sendsAccepted).toBe(1)
    await updated.stop()
  })

  it('keeps trying while there is no line at the start', async () => {
    house.fault = 'down'
    const screen = open()
    await screen.start()
    expect((await screen.snapshot()).session).toMatchObject({
      phase: 'starting',
      failure: { code: 'network' },
    })
    house.fault = 'none'
    await clock.turn(2000)
    expect((await screen.snapshot()).session.phase).toBe('signedIn')
    await screen.stop()
  })
})

describe('sync', () => {
  it('shows all who wait, then follows every change', async () => {
    for (let n = 0; n < 130; n++) house.addConversation(n)
    const waiting = house.addConversation(900, { state: 'awaiting_human' })
    const screen = open()
    await screen.start()
    await clock.turn(100)
    let state = await screen.snapshot()
    expect(state.connection.phase).toBe('online')
    expect(state.conversations[waiting]).toBeDefined()
    expect(Object.keys(state.conversations)).toHaveLength(100)
    await screen.loadOlderConversations()
    await clock.turn(1)
    state = await screen.snapshot()
    expect(Object.keys(state.conversations)).toHaveLength(131)
    expect(state.list.older).toBeNull()
    await clock.turn(1000)
    house.addMessage(waiting, { text: 'alô' })
    await clock.turn(10)
    expect((await screen.snapshot()).conversations[waiting]?.lastMessage?.text).toBe('alô')
    await screen.stop()
  })

  it('starts over when its cursor is older than the log', async () => {
    const id = house.addConversation(1)
    const first = open()
    await first.start()
    await clock.turn(100)
    await first.stop()
    house.addMessage(id, { text: 'depois' })
    house.forgottenUntil = house.log.length
    const second = open()
    await second.start()
    await clock.turn(100)
    const state = await second.snapshot()
    expect(state.conversations[id]?.lastMessage?.text).toBe('depois')
    expect((await cache.load()).cursor).toBe(house.log.length)
    await second.stop()
  })

  it('fetches an old message again when it changes far back in the open history', async () => {
    const id = house.addConversation(1)
    for (let n = 0; n < 180; n++) {
      await clock.turn(1000)
      house.addMessage(id)
    }
    const screen = open()
    await screen.start()
    await screen.open(id)
    await screen.loadOlder()
    await screen.loadOlder()
    expect((await screen.snapshot()).thread?.messages).toHaveLength(150)
    house.changeMessage(id, 60, { text: 'editada', editedAt: new Date(clock.now()).toISOString() })
    await clock.turn(100)
    const { thread } = await screen.snapshot()
    expect(thread?.messages.find(({ text }) => text === 'editada')).toBeDefined()
    expect(new Set(thread?.messages.map((each) => each.id)).size).toBe(thread?.messages.length)
    await screen.stop()
  })

  it('finds a message that arrives late and stands behind the newest page', async () => {
    const id = house.addConversation(1)
    for (let n = 0; n < 130; n++) {
      await clock.turn(1000)
      house.addMessage(id)
    }
    const screen = open()
    await screen.start()
    await screen.open(id)
    await screen.loadOlder()
    await clock.turn(100)
    const late = house.addLate(id, 70)
    await clock.turn(100)
    expect((await cache.thread(id))?.messages.map((each) => each.id)).toContain(late.id)
    await screen.stop()
  })

  it('calls on a handoff and on a reply to mine, again every minute, until it is seen', async () => {
    const id = house.addConversation(1)
    const screen = open()
    const heard: Notice[] = []
    screen.onNotice((notice) => heard.push(notice))
    await screen.start()
    await clock.turn(100)
    const waitingSince = new Date(clock.now()).toISOString()
    house.touch(id, { state: 'awaiting_human', waitingSince })
    await clock.turn(61_000)
    expect(heard.map(({ kind, repeat }) => [kind, repeat])).toEqual([
      ['handoff', 0],
      ['handoff', 1],
    ])
    await screen.open(id)
    await clock.turn(200_000)
    expect(heard).toHaveLength(2)
    await screen.claim(id, false)
    house.addMessage(id, { text: 'e aí' })
    await clock.turn(10)
    expect(heard.at(-1)).toMatchObject({ kind: 'reply', text: 'e aí' })
    await screen.stop()
  })
})
