import { describe, expect, it } from 'vitest'
import { consolePage } from './console-page.ts'
import { idOf } from './fake-house.ts'
import { keyboardAt } from './keyboard.ts'

// Whoever sits here types before looking: whatever is on the screen, words are words.

const MARIA = idOf(1, 0)
const MINE = idOf(1, 4)
const OTHERS = [idOf(1, 1), idOf(1, 2)]
/** What people really begin with. */
const WORDS = ['Oi', 'Olá Sônia', 'Bom dia', 'Não', 'Ei Helena, só um minuto']
/** Each letter of the alphabet, the figures, and what stands beside them. */
const EVERYTHING = [
  'já vi, são R$ 5,00 / kg. Às 7h? ok!',
  'xícara de chá, pêra, quilo, você, nós; 1 2 3 - (=) @ # & "w"',
]

const at = consolePage()
const { atDesk, openCard, shown } = at
const value = () => at.page.inputValue('#composer')
const openName = () => at.page.locator('.talk-who h1').textContent()

/** What must not have moved: the customer on the screen, what was asked of the cloud, every draft but the open one. */
async function standing() {
  return {
    open: await openName(),
    acts: [...at.cloud.acts],
    drafts: await at.page.locator('.card-draft').count(),
    dialogs: await at.page.locator('dialog').count(),
    note: await at.page.locator('.composer-note-mode').count(),
    toasts: await at.page.locator('.toast').count(),
    recording: await at.page.locator('.voice').count(),
  }
}

type Moment = [name: string, begin: () => Promise<unknown>]

const click = (selector: string) => () => at.page.locator(selector).first().click()
const press = (key: string) => () => at.page.keyboard.press(key)
async function inTurn(...steps: (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step()
}
const closeSheet = (key: string) => async () => {
  await at.page.keyboard.press(key)
  await at.page.waitForSelector('dialog')
  await at.page.keyboard.press('Escape')
  await at.page.waitForSelector('dialog', { state: 'detached' })
}
const focus = (selector: string) => async () => {
  // Where the keyboard is when a person tabbed there, or clicked there before.
  await at.page.locator(selector).first().focus()
}

/** Places and moments with Maria's conversation open. */
const MOMENTS: Moment[] = [
  ['just opened by a click', click(`[data-card="${MARIA}"]`)],
  ['opened from the list by Enter', () => inTurn(focus(`[data-card="${MARIA}"]`), press('Enter'))],
  ['another card has the keyboard', () => inTurn(press('Escape'), press('ArrowDown'), press('ArrowDown'))],
  ['its own card has it, after Esc', press('Escape')],
  ['the messages were clicked', click('.bubble-in')],
  ['between the messages was clicked', () => at.page.mouse.click(640, 400)],
  ['the history has the keyboard', focus('.history')],
  ['the panel was clicked', click('.why-title')],
  ['the panel has the keyboard', focus('.why-body')],
  ['a tab of the panel was clicked', click('#panel-tab-contact')],
  ['back on the other tab', click('#panel-tab-why')],
  ['the header was clicked', click('.talk-who')],
  ['"hand back" has the keyboard', focus('.talk-acts button:has-text("Devolver")')],
  ['"close" has the keyboard', focus('[aria-label="Encerrar"]')],
  ['a tool has the keyboard', focus('[aria-label="Anexar arquivo"]')],
  ['a player has the keyboard', focus('.player-track')],
  ['a tab of the queue was clicked', click('.tab >> nth=1')],
  ['the rail was clicked', click('.rail-lamp')],
  ['a button of the rail has the keyboard', focus('.rail-button >> nth=3')],
  ['the palette was closed', closeSheet('Control+k')],
  ['the sheet of keys was closed', closeSheet('F1')],
  ['the settings were closed', closeSheet('Control+,')],
  [
    'the list of quick replies was sent away',
    () => inTurn(click('[aria-label="Respostas rápidas"]'), press('Escape'), press('Escape')),
  ],
  [
    'a note was begun, then the messages were clicked',
    () => inTurn(press('Control+Shift+O'), click('.bubble-in')),
  ],
  [
    'a note was begun, then its button of the rail clicked',
    () => inTurn(press('Control+Shift+O'), focus('.rail-me')),
  ],
]

describe('words typed in a hurry', () => {
  it.each(MOMENTS)('go to the reply and nowhere else: %s', async (_name, begin) => {
    await atDesk()
    await openCard(MARIA)
    // The recorded messages load; where they are not on the screen nobody can stand on them.
    await at.page.locator('.history .player').first().waitFor()
    const keys = await keyboardAt(at.page)
    const before = await standing()
    for (const words of WORDS) {
      await begin()
      await keys.type(words)
      expect(await value()).toBe(words)
      expect(await standing()).toEqual(before)
      await at.page.fill('#composer', '')
    }
  })

  it('each key of the keyboard as the first one', async () => {
    await atDesk()
    await openCard(MARIA)
    const keys = await keyboardAt(at.page)
    const before = await standing()
    for (const first of new Set(EVERYTHING.join('').replaceAll(' ', ''))) {
      await at.page.focus('.why-body')
      await keys.press(first)
    }
    expect(await value()).toBe([...new Set(EVERYTHING.join('').replaceAll(' ', ''))].join(''))
    expect(await standing()).toEqual(before)
    await at.page.fill('#composer', '')
    for (const words of EVERYTHING) {
      await at.page.focus('.why-body')
      await keys.type(words)
      expect(await value()).toBe(words)
      await at.page.fill('#composer', '')
    }
    expect(await standing()).toEqual(before)
  })

  it('with dead keys and compositions: the accent is not lost on the way', async () => {
    await atDesk()
    await openCard(MARIA)
    const keys = await keyboardAt(at.page)
    for (const begin of [
      click('.bubble-in'),
      click('#panel-tab-contact'),
      press('Escape'),
      focus('.history'),
    ]) {
      await begin()
      await keys.dead('á')
      await keys.type('gua, n')
      await keys.dead('ã')
      await keys.type('o')
      expect(await value()).toBe('água, não')
      await begin()
      await keys.composed('~', 'ã')
      await keys.type('s')
      expect(await value()).toBe('água, nãoãs')
      await at.page.fill('#composer', '')
    }
  })

  it('leaves a composition to the input method: its keys are nobody’s', async () => {
    await atDesk()
    await openCard(MARIA)
    await at.page.focus('#composer')
    const session = await at.page.context().newCDPSession(at.page)
    const acts = at.cloud.acts.length
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    // Enter and Escape end the composition; neither sends, nor leaves the field.
    for (const key of ['Enter', 'Escape', 'd']) {
      const event = { key, ctrlKey: key === 'd', shiftKey: key === 'd', isComposing: true, bubbles: true }
      await at.page.dispatchEvent('#composer', 'keydown', event)
    }
    await session.send('Input.insertText', { text: '日' })
    expect(await value()).toBe('日')
    expect(at.cloud.acts.length).toBe(acts)
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe('composer')
  })

  it('while the queue moves and customers write', async () => {
    await atDesk()
    await openCard(MARIA)
    await at.page.keyboard.press('Escape')
    const keys = await keyboardAt(at.page)
    const { open, acts } = await standing()
    let n = 20
    await keys.type('Ei Helena, só um minuto', () => {
      at.cloud.handOff(idOf(1, n++), 'Vocês fazem bolo de casamento?')
      at.cloud.say(MARIA, { text: 'alô?' })
      at.cloud.touch(MINE, { unread: n })
    })
    await shown('Vocês fazem bolo de casamento?')
    expect(await value()).toBe('Ei Helena, só um minuto')
    expect(await openName()).toBe(open)
    expect(at.cloud.acts).toEqual(acts)
  })

  it('right behind the click, key or notice that opens a customer, however slow the cloud', async () => {
    await at.visit()
    await at.page.evaluate(() => {
      const made: { onclick?: () => void }[] = []
      const fake = class {
        static permission = 'granted'
        onclick?: () => void
        constructor() {
          made.push(this)
        }
        close() {}
      }
      Object.assign(window, { Notification: fake, clickLast: () => made.at(-1)?.onclick?.() })
    })
    await at.signIn()
    await at.page.waitForSelector('.card')
    await openCard(MARIA)
    await at.page.fill('#composer', 'para a Maria')
    at.cloud.house.delayMs = 600
    const keys = await keyboardAt(at.page)
    const open = async (begin: () => Promise<unknown>, words: string, draft = '') => {
      await begin()
      await keys.type(words)
      expect(await value()).toBe(draft + words)
      await at.page.fill('#composer', '')
    }
    await open(() => at.page.click(`[data-card="${OTHERS[0]}"]`), 'Oi')
    await open(() => at.page.keyboard.press('Alt+ArrowDown'), 'Não')
    await open(() => at.page.keyboard.press('Control+j'), ', e o resto', 'para a Maria')
    await at.page.fill('#composer', 'para a Maria')
    await open(() => at.page.click(`[data-card="${OTHERS[1]}"]`), 'Ei')
    at.cloud.handOff(idOf(1, 21), 'Tem torta salgada?')
    await shown('Tem torta salgada?')
    const name = at.cloud.conversations.get(idOf(1, 21))!.contact.name
    await open(
      () => at.page.evaluate(() => (window as unknown as { clickLast: () => void }).clickLast()),
      'Bom dia',
    )
    expect(await openName()).toBe(name)
    await at.page.keyboard.press('Control+k')
    await at.page.keyboard.type('Maria da Silva')
    await at.page.keyboard.press('Enter')
    await keys.type('!')
    expect(await value()).toBe('para a Maria!')
    expect(at.cloud.acts).toEqual([])
  })

  it('behind a claim, a note that was kept, and a recording, which a space never sends', async () => {
    await atDesk({ permissions: ['microphone'] })
    await openCard(MARIA)
    const keys = await keyboardAt(at.page)
    await at.page.getByRole('button', { name: 'Assumir' }).click()
    await shown('Você assumiu')
    await keys.type('Oi Maria')
    expect(await value()).toBe('Oi Maria')
    await at.page.fill('#composer', '')
    await at.page.keyboard.press('Control+Shift+O')
    await keys.type('anota aí')
    await at.page.keyboard.press('Enter')
    await at.page.locator('.bubble-note:not(.bubble-waiting)', { hasText: 'anota aí' }).waitFor()
    await keys.type('Bom dia')
    expect(await value()).toBe('Bom dia')
    expect(await at.page.locator('.composer-note-mode').count()).toBe(0)
    await at.page.fill('#composer', '')
    await at.page.keyboard.press('Control+Shift+G')
    await shown('Gravando')
    await at.page.waitForFunction(() => document.querySelector('.voice-time')?.textContent === '0:01')
    const acts = [...at.cloud.acts]
    // The keyboard stands on "stop": a space stops.
    await keys.press(' ')
    await shown('Enviar áudio')
    await keys.press(' ')
    await keys.type('Ei, ouve aí e me diz')
    expect(await value()).toBe('Ei, ouve aí e me diz')
    expect(at.cloud.acts).toEqual(acts)
  })

  it('does nothing where no conversation is open, and stays in a field that was chosen', async () => {
    await atDesk()
    const keys = await keyboardAt(at.page)
    for (const words of [...WORDS, ...EVERYTHING]) await keys.type(words)
    expect(await at.page.locator('dialog').count()).toBe(0)
    expect(await at.page.getByText('Escolha uma conversa').count()).toBe(1)
    expect(at.cloud.acts).toEqual([])
    await openCard(MARIA)
    await at.page.keyboard.press('Control+Shift+F')
    await keys.type('Não')
    expect(await at.page.locator('.filter input').inputValue()).toBe('Não')
    expect(await value()).toBe('')
  })
})
