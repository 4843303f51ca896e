import { expect, it, vi } from 'vitest'
import { idOf } from './fake-house.ts'
import { inElectron } from './in-electron.ts'
import { appJourney } from './running-app.ts'

const MINE = idOf(1, 4)
const soon = { timeout: 60_000, interval: 50 }

inElectron('the console on duty', (dist) => {
  const at = appJourney(dist)
  /** How often a notification with these words was shown. */
  const told = (words: string) => at.desktop.heard.filter((line) => line.includes(words)).length
  const nameOf = (id: string) => at.cloud.conversations.get(id)!.contact.name!
  const visible = () => at.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
  const leave = () => at.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  /** From here on the application's clock jumps over the quarter minute after which reminders are looked at again. */
  const turnTheClock = () =>
    at.app.evaluate(() => {
      const { setTimeout: later, Date: RealDate } = globalThis
      const now = RealDate.now
      const turned = { looks: 0 }
      const jump = (run: () => void) => () => {
        turned.looks++
        run()
      }
      RealDate.now = () => now() + turned.looks * 15_000
      Object.defineProperty(globalThis, 'looks', { get: () => turned.looks })
      Object.assign(globalThis, {
        setTimeout: (run: () => void, ms?: number, ...rest: unknown[]) =>
          ms === 15_000 ? later(jump(run), 100) : later(run, ms, ...rest),
      })
    })
  const waitingInTray = (count: number) =>
    vi.waitFor(async () => expect(await at.desktop.tray.tip()).toBe(`Plantão: ${count} esperando`), soon)

  it('shows how many wait: beside its icon in the tray, in its menu, on the badge and in the title', async () => {
    await waitingInTray(4)
    // Only a Unity desktop draws badges on Linux, so the badge is heard of where the application asks for it.
    await at.app.evaluate(({ app }) => {
      const badges: number[] = []
      Object.assign(globalThis, { badges })
      app.setBadgeCount = (count?: number) => badges.push(count ?? 0) > 0
    })
    at.cloud.handOff(idOf(1, 7), 'Fazem bolo de rolo?')
    await waitingInTray(5)
    expect((await at.desktop.tray.entries()).map(({ label }) => label)).toEqual([
      'Plantão: 5 esperando',
      'Abrir o Plantão',
      'Ajustes…',
      'Avisos',
      'Não perturbe por uma hora',
      'Sair',
    ])
    expect(await at.app.evaluate(() => (globalThis as unknown as { badges: number[] }).badges.at(-1))).toBe(5)
    await vi.waitFor(async () => {
      const title = at.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())
      expect(await title).toBe('(5) Plantão')
    }, soon)
  })

  it('stays on duty when its window is closed; the tray brings the window back', async () => {
    await leave()
    expect(await visible()).toBe(false)
    at.cloud.handOff(idOf(1, 8), 'Aceitam Pix na entrega?')
    await vi.waitFor(() => expect(told('Aceitam Pix na entrega')).toBe(1), soon)
    await at.desktop.tray.choose('Abrir o Plantão')
    await vi.waitFor(async () => expect(await visible()).toBe(true), soon)
  })

  it('tells of a reply to a conversation of mine, and of none to a colleague’s', async () => {
    await leave()
    at.cloud.say(idOf(1, 6), { text: 'recado para o Beto' })
    at.cloud.say(MINE, { text: 'então fica para as 16h?' })
    await vi.waitFor(() => expect(told('então fica para as 16h')).toBe(1), soon)
    expect(told(`${nameOf(MINE)} respondeu`)).toBe(1)
    expect(told('recado para o Beto')).toBe(0)
  })

  it('says nothing while it must not disturb, and says what was held back once it may', async () => {
    await turnTheClock()
    await at.desktop.tray.choose('Não perturbe por uma hora')
    at.cloud.handOff(idOf(1, 13), 'Tem alguém acordado?')
    await waitingInTray(7)
    // Looked at again and again while all is quiet.
    const looks = () => at.app.evaluate(() => (globalThis as unknown as { looks: number }).looks)
    const before = await looks()
    await vi.waitFor(async () => expect(await looks()).toBeGreaterThan(before + 5), soon)
    expect(told('Tem alguém acordado')).toBe(0)
    const [, , , , until] = await at.desktop.tray.entries()
    expect(until).toMatchObject({ label: expect.stringContaining('Não perturbe até'), checked: true })
    await at.desktop.tray.choose(until!.label)
    await vi.waitFor(() => expect(told('Tem alguém acordado')).toBeGreaterThan(0), soon)
  })

  it('repeats what nobody saw, and stops for what was seen', async () => {
    at.cloud.handOff(idOf(1, 11), 'Primeira pergunta repetida')
    at.cloud.handOff(idOf(1, 12), 'Segunda pergunta repetida')
    await vi.waitFor(() => {
      expect(told('Primeira pergunta repetida')).toBeGreaterThan(2)
      expect(told('Segunda pergunta repetida')).toBeGreaterThan(2)
    }, soon)
    await at.startAgain([`plantao://conversation/${idOf(1, 11)}`])
    await at.page.getByLabel(`Responder a ${nameOf(idOf(1, 11))}`).waitFor()
    await vi.waitFor(async () => expect(await visible()).toBe(true), soon)
    const seen = told('Primeira pergunta repetida')
    const unseen = told('Segunda pergunta repetida')
    await vi.waitFor(() => expect(told('Segunda pergunta repetida')).toBeGreaterThan(unseen + 2), soon)
    expect(told('Primeira pergunta repetida')).toBeLessThanOrEqual(seen + 1)
  })

  it('is one program: a second start hands its link over, however it is shaped, and ends', async () => {
    await leave()
    await at.startAgain([`plantao://conversation/${MINE}`])
    await at.page.getByLabel(`Responder a ${nameOf(MINE)}`).waitFor()
    await vi.waitFor(async () => expect(await visible()).toBe(true), soon)
    await leave()
    await at.startAgain(['plantao://conversation/../../etc/passwd'])
    await vi.waitFor(async () => expect(await visible()).toBe(true), soon)
    expect(await at.page.getByLabel(`Responder a ${nameOf(MINE)}`).count()).toBe(1)
    expect(at.app.windows()).toHaveLength(1)
    expect(at.desktop.tray.icons()).toBe(1)
  })
})
