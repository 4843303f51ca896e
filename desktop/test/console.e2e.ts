import { describe, expect, it } from 'vitest'
import { consolePage } from './console-page.ts'
import { idOf } from './fake-house.ts'

const LONGEST_WAIT = idOf(1, 0)
const BETOS = idOf(1, 6)
const MINE = idOf(1, 4)

const at = consolePage()
const { visit, signIn, atDesk, openCard, shown, expectAccessible } = at

describe('the console', () => {
  it('can be worked by keyboard alone: open, claim, reply, hand back', async () => {
    await atDesk({ turned: true })
    await at.page.keyboard.press('ArrowDown')
    await at.page.keyboard.press('ArrowUp')
    await at.page.waitForFunction(
      (id) => document.activeElement?.getAttribute('data-card') === id,
      LONGEST_WAIT,
    )
    await at.page.keyboard.press('Enter')
    await shown('Aguardando pessoa')
    await at.page.keyboard.press('Control+Shift+A')
    await shown('Você assumiu')
    await shown('Com você')
    await at.page.keyboard.type('Abrimos das 7h')
    await at.page.keyboard.press('Shift+Enter')
    await at.page.keyboard.type('às 13h.')
    await at.page.keyboard.press('Enter')
    await at.page.locator('.bubble-out .mark-delivered').first().waitFor()
    const sent = at.cloud.messages.get(LONGEST_WAIT)?.at(-1)
    expect(sent).toMatchObject({ text: 'Abrimos das 7h\nàs 13h.', author: 'member' })
    await at.stopClock()
    await at.page.keyboard.press('Control+Shift+D')
    await shown('vai voltar para a IA')
    expect(at.cloud.conversations.get(LONGEST_WAIT)?.state).toBe('human_replied')
    await at.page.clock.fastForward(10_000)
    await shown('devolvida. A IA volta a responder')
    await shown('IA atendendo')
    expect(at.cloud.conversations.get(LONGEST_WAIT)?.state).toBe('ai_active')
  })

  it('undoes a claim, a hand-back and a closing, by key and by hand, and says what is left of the ten seconds', async () => {
    await atDesk({ turned: true })
    await openCard(LONGEST_WAIT)
    const { handoff, waitingSince } = at.cloud.conversations.get(LONGEST_WAIT)!
    await at.stopClock()
    await at.page.getByRole('button', { name: 'Assumir' }).click()
    await shown('Você assumiu a conversa com Maria da Silva')
    await at.page.keyboard.press('F8')
    await shown('Desfeito.')
    await shown('Aguardando pessoa')
    expect(at.cloud.conversations.get(LONGEST_WAIT)).toMatchObject({ handoff, waitingSince })
    expect(at.cloud.conversations.get(LONGEST_WAIT)?.assignee).toBeUndefined()

    await openCard(MINE)
    const before = at.cloud.conversations.get(MINE)
    for (const key of ['Control+Shift+D', 'Control+Shift+X']) {
      await at.page.keyboard.press(key)
      await at.page.locator('.toast-undo').waitFor()
      await at.page.clock.fastForward(4000)
      await at.page.locator('.toast-undo', { hasText: '6 s' }).waitFor()
      await at.page.locator('.toast-undo >> text=Desfazer').click()
      await at.page.locator('.toast-undo').waitFor({ state: 'detached' })
      await at.page.clock.fastForward(20_000)
      expect(at.cloud.conversations.get(MINE)).toEqual(before)
    }
    await at.page.keyboard.press('Control+Shift+X')
    await openCard(LONGEST_WAIT)
    await at.page.clock.fastForward(10_000)
    await shown('conversa encerrada')
    expect(at.cloud.conversations.get(MINE)?.closedAt).toBeDefined()
  })

  it('leaves a customer who writes meanwhile with me, and does what is left when the page goes', async () => {
    await atDesk({ turned: true })
    await openCard(MINE)
    await at.stopClock()
    await at.page.keyboard.press('Control+Shift+D')
    await shown('vai voltar para a IA')
    at.cloud.say(MINE, { text: 'espera, mais uma coisa' })
    await shown('continua como estava')
    await at.page.clock.fastForward(20_000)
    expect(at.cloud.acts).not.toContain('returnToAi')
    await at.page.keyboard.press('Control+Shift+D')
    await shown('vai voltar para a IA')
    await at.page.goto('about:blank')
    await expect.poll(() => at.cloud.acts).toContain('returnToAi')
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is clean by axe in ${colorScheme}`, async () => {
      await visit({ colorScheme })
      await expectAccessible('sign in')
      await signIn()
      await at.page.waitForSelector('.card')
      await expectAccessible('nothing open')
      await openCard(LONGEST_WAIT)
      await expectAccessible('waiting')
      await openCard(idOf(1, 5))
      await expectAccessible('mine, failed and held messages')
      await at.page.keyboard.press('Control+Shift+D')
      await at.page.locator('.toast-undo').waitFor()
      await expectAccessible('an act that can be undone')
      await at.page.keyboard.press('F8')
      for (const key of ['Control+k', 'F1', 'Control+/', 'Control+,']) {
        await at.page.keyboard.press(key)
        await at.page.waitForSelector('dialog')
        await expectAccessible(`dialog ${key}`)
        await at.page.keyboard.press('Escape')
        await at.page.waitForSelector('dialog', { state: 'detached' })
      }
    })
  }

  it('tells the second attendant first, and sends only after taking over', async () => {
    await atDesk()
    await openCard(BETOS)
    await at.page.fill('#composer', 'Oi, sou a Ana')
    await at.page.keyboard.press('Enter')
    await shown('Beto Lima já está atendendo')
    const before = at.cloud.messages.get(BETOS)?.length
    await expectAccessible('held')
    await at.page.click('text=Deixar como está')
    expect(at.cloud.messages.get(BETOS)?.length).toBe(before)
    expect(await at.page.inputValue('#composer')).toBe('Oi, sou a Ana')
    await at.page.press('#composer', 'Enter')
    await at.page.click('text=Assumir mesmo assim')
    await at.page.locator('.mark-delivered').last().waitFor()
    expect(at.cloud.messages.get(BETOS)?.at(-1)?.text).toBe('Oi, sou a Ana')
    expect(await at.page.inputValue('#composer')).toBe('')
  })

  it('keeps writing without a line, shows the queue, and sends each reply once when the line is back', async () => {
    await atDesk()
    await openCard(MINE)
    await at.page.context().setOffline(true)
    at.cloud.dropLine()
    for (const text of ['primeira', 'segunda']) {
      await at.page.fill('#composer', text)
      await at.page.keyboard.press('Enter')
    }
    await shown('2 respostas na fila')
    expect(await at.page.locator('.bubble-waiting').count()).toBe(2)
    await at.page.context().setOffline(false)
    await at.page.locator('.bubble-waiting').first().waitFor({ state: 'detached' })
    await at.page.locator('.bars .bar').waitFor({ state: 'detached' })
    await at.page.waitForFunction(() => document.querySelectorAll('.bubble-waiting').length === 0)
    const texts = at.cloud.messages.get(MINE)?.map((each) => each.text)
    expect(texts?.slice(-2)).toEqual(['primeira', 'segunda'])
  })

  it('never lets a draft reach another customer', async () => {
    await atDesk()
    await openCard(MINE)
    await at.page.fill('#composer', 'só para a Jéssica')
    await openCard(LONGEST_WAIT)
    expect(await at.page.inputValue('#composer')).toBe('')
    await openCard(MINE)
    expect(await at.page.inputValue('#composer')).toBe('só para a Jéssica')
  })

  it('counts the waiting in the title and brings a new handoff to the queue by itself', async () => {
    await atDesk()
    expect(await at.page.title()).toBe('(4) Plantão')
    at.cloud.handOff(idOf(1, 20), 'Vocês fazem bolo de casamento?')
    await shown('Vocês fazem bolo de casamento?')
    await at.page.waitForFunction(() => document.title === '(5) Plantão')
  })

  it('loads older messages on the way up, to the beginning, and returns to the newest', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    await at.page.focus('.history')
    for (let turn = 0; turn < 40 && !(await at.page.getByText('Início da conversa').isVisible()); turn++) {
      await at.page.keyboard.press('Home')
      await at.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
    }
    await shown('Início da conversa')
    await at.page.getByRole('button', { name: 'Ir para a última mensagem' }).click()
    await shown('Oi?')
  })

  it('makes a temporary password be changed before anything else', async () => {
    await visit()
    await signIn('carla@padaria.example')
    await at.page.fill('#current', 'padaria-demo')
    await at.page.fill('#next', 'curta')
    await at.page.fill('#again', 'curta')
    await at.page.keyboard.press('Enter')
    await shown('ao menos 10 caracteres')
    await expectAccessible('password change')
    await at.page.fill('#next', 'uma-senha-longa')
    await at.page.fill('#again', 'uma-senha-longa')
    await at.page.keyboard.press('Enter')
    await at.page.waitForSelector('.card')
  })

  it('says what is wrong at the door, stays signed in after a reload, and leaves for good', async () => {
    await visit()
    await signIn('ana@padaria.example', 'errada')
    await shown('E-mail ou senha não conferem.')
    await signIn()
    await at.page.waitForSelector('.card')
    await at.page.reload()
    await at.page.waitForSelector('.card')
    await at.page.click('.rail-me')
    await at.page.click('dialog >> text=Sair da conta')
    await at.page.waitForSelector('#email')
    await at.page.reload()
    await at.page.waitForSelector('#email')
  })

  it('tells an old client to update', async () => {
    await visit()
    at.cloud.house.refuse = 'clientTooOld'
    await signIn()
    await shown('Chegou uma versão nova')
  })

  it('fits a window of 900 × 600, where the reason opens over the conversation', async () => {
    await atDesk({ viewport: { width: 900, height: 600 } })
    await openCard(idOf(1, 1))
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(900)
    await at.page.keyboard.press('Control+.')
    await shown('Trechos consultados')
    await expectAccessible('900 × 600')
    // Out of the reply, then out of the panel.
    await at.page.keyboard.press('Escape')
    await at.page.keyboard.press('Escape')
    await at.page.locator('.why').waitFor({ state: 'detached' })
  })
})
