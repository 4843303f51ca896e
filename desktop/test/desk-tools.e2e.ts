import { describe, expect, it } from 'vitest'
import { consolePage } from './console-page.ts'
import { idOf } from './fake-house.ts'

const LONGEST_WAIT = idOf(1, 0)
const MINE = idOf(1, 4)

const at = consolePage()
const { atDesk, openCard, shown, expectAccessible } = at
const last = (id: string) => at.cloud.messages.get(id)?.at(-1)

describe('the desk’s tools', () => {
  it('fill a quick reply by its shortcut, and keep the list of them', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    await at.page.keyboard.type('/pi')
    await shown('A chave pix da Padaria Pão Quente')
    await expectAccessible('slash')
    await at.page.keyboard.press('Enter')
    expect(await at.page.inputValue('#composer')).toBe(
      'Oi, Maria! A chave pix da Padaria Pão Quente é o CNPJ 12.345.678/0001-90.',
    )
    await at.page.fill('#composer', '')
    await at.page.click('[aria-label="Respostas rápidas"]')
    await at.page.locator('.slash-option[aria-selected="true"]').waitFor()
    expect(await at.page.locator('.slash-option').count()).toBe(2)
    // An unknown shortcut is no message to a customer; sent away, the list leaves nothing behind.
    await at.page.keyboard.type('nada')
    await shown('Nenhuma resposta rápida com esse atalho')
    await at.page.keyboard.press('Enter')
    expect(await at.page.inputValue('#composer')).toBe('/nada')
    await at.page.fill('#composer', 'Oi,')
    await at.page.click('[aria-label="Respostas rápidas"]')
    await at.page.keyboard.press('ArrowDown')
    await at.page.keyboard.press('Enter')
    expect(await at.page.inputValue('#composer')).toBe(
      'Oi, Oi, Maria! A chave pix da Padaria Pão Quente é o CNPJ 12.345.678/0001-90.',
    )
    expect(at.cloud.acts).toEqual([])
    await at.page.fill('#composer', '')
    await at.page.click('[aria-label="Respostas rápidas"]')
    await at.page.keyboard.press('Escape')
    expect(await at.page.inputValue('#composer')).toBe('')
    await at.page.click('[aria-label="Respostas rápidas"]')
    await at.page.click('text=Gerenciar respostas rápidas')
    await at.page.click('text=Nova resposta rápida')
    await at.page.fill('#quick-shortcut', 'pix')
    await at.page.fill('#quick-text', 'Outra')
    await at.page.click('dialog >> text=Salvar')
    await shown('Já existe uma resposta rápida com o atalho /pix')
    await at.page.fill('#quick-shortcut', 'com espaço')
    await at.page.click('dialog >> text=Salvar')
    await shown('Use de 1 a 30 letras')
    await expectAccessible('quick reply editor')
    await at.page.fill('#quick-shortcut', 'Fim')
    await at.page.click('dialog >> text=Salvar')
    await shown('/fim')
    await at.page.click('[aria-label="Apagar /horario"]')
    await shown('Resposta rápida apagada')
    await expectAccessible('quick replies')
    expect(at.cloud.desk.quickReplies.map(({ shortcut }) => shortcut).sort()).toEqual(['fim', 'pix'])
  })

  it('put a past turn to the knowledge of today, and send nothing', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    const sent = at.cloud.messages.get(LONGEST_WAIT)?.length
    await at.page.click('text=Perguntar de novo')
    await shown('Agora responderia')
    await shown('No domingo de Páscoa abrimos das 7h às 13h.')
    await shown('Versão 7 do texto')
    await expectAccessible('replay')
    if (process.env.REPLAY_SHOT) await at.page.screenshot({ path: process.env.REPLAY_SHOT })
    expect(at.cloud.messages.get(LONGEST_WAIT)).toHaveLength(sent!)
  })

  it('write a note that is no reply, and forget the note when another conversation opens', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    await at.page.fill('#composer', 'rascunho para o cliente')
    await at.page.keyboard.press('Control+Shift+O')
    await shown('só a equipe vê')
    expect(await at.page.inputValue('#composer')).toBe('')
    await expectAccessible('note')
    await at.page.keyboard.type('Prefere entrega de manhã')
    await at.page.keyboard.press('Enter')
    await at.page.locator('.bubble-note:not(.bubble-waiting)', { hasText: 'Prefere entrega' }).waitFor()
    expect(last(LONGEST_WAIT)).toMatchObject({ kind: 'note', text: 'Prefere entrega de manhã' })
    expect(at.cloud.conversations.get(LONGEST_WAIT)?.state).toBe('awaiting_human')
    await openCard(MINE)
    await openCard(LONGEST_WAIT)
    expect(await at.page.inputValue('#composer')).toBe('rascunho para o cliente')
    await at.page.click('[aria-label="Dados do contato"]')
    await shown('Notas da equipe')
    await expectAccessible('contact')
  })

  it('send files with their caption, and refuse one that is too large by name', async () => {
    await atDesk()
    await openCard(MINE)
    const picker = at.page.locator('.composer input[type=file]')
    await picker.setInputFiles({
      name: 'filme.mp4',
      mimeType: 'video/mp4',
      buffer: Buffer.alloc(17 * 1024 * 1024),
    })
    await shown('filme.mp4 passa de')
    await picker.setInputFiles([
      { name: 'cardapio.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
      { name: 'bolo.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgo=', 'base64') },
    ])
    const dropped = await at.page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['%PDF-1.4'], 'solto.pdf', { type: 'application/pdf' }))
      return data
    })
    await at.page.dispatchEvent('.history', 'dragover', { dataTransfer: dropped })
    await shown('Solte para anexar a esta conversa')
    await at.page.dispatchEvent('.history', 'drop', { dataTransfer: dropped })
    await shown('solto.pdf')
    await at.page.click('[aria-label="Tirar solto.pdf"]')
    await expectAccessible('files')
    await at.page.fill('#composer', 'Segue o cardápio')
    await at.page.keyboard.press('Enter')
    await at.page.locator('.bubble-out', { hasText: 'cardapio.pdf' }).locator('.mark-sent').waitFor()
    await at.page.waitForFunction(() => document.querySelectorAll('.bubble-waiting').length === 0)
    const sent = at.cloud.messages.get(MINE)?.slice(-2)
    expect(sent).toMatchObject([
      { kind: 'document', text: 'Segue o cardápio', media: { fileName: 'cardapio.pdf' } },
      { kind: 'image', media: { fileName: 'bolo.png' } },
    ])
    expect(await at.page.inputValue('#composer')).toBe('')
  })

  it('record, hear and send a voice message; a discarded one goes nowhere', async () => {
    await atDesk({ permissions: ['microphone'] })
    await openCard(MINE)
    await at.page.keyboard.press('Control+Shift+G')
    await shown('Gravando')
    await expectAccessible('recording')
    await at.page.getByRole('button', { name: 'Descartar gravação' }).click()
    await at.page.locator('.voice').waitFor({ state: 'detached' })
    await at.page.click('[aria-label="Gravar áudio"]')
    await at.page.waitForFunction(() => document.querySelector('.voice-time')?.textContent === '0:01')
    await at.page.click('text=Parar e ouvir')
    await expectAccessible('voice preview')
    await at.page.click('text=Enviar áudio')
    await at.page.locator('.bubble-out .player').last().waitFor()
    expect(last(MINE)).toMatchObject({ kind: 'audio', media: { voice: true } })
    expect(at.cloud.desk.files.size).toBe(1)
    expect([...at.cloud.desk.files.values()][0]!.bytes.length).toBeGreaterThan(1000)
  })

  it('offer a draft of the AI that never goes by itself', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    const before = at.cloud.messages.get(LONGEST_WAIT)?.length
    await at.page.keyboard.press('Control+Shift+S')
    await shown('No domingo de Páscoa abrimos')
    await expectAccessible('draft')
    expect(at.cloud.messages.get(LONGEST_WAIT)?.length).toBe(before)
    await at.page.click('.suggestion >> text=Editar')
    expect(await at.page.inputValue('#composer')).toBe('No domingo de Páscoa abrimos das 7h às 13h.')
    await at.page.fill('#composer', '')
    at.cloud.desk.suggestion = null
    await at.page.click('.composer-tools >> text=Rascunho da IA')
    await shown('A IA não tem rascunho para isto')
    await at.page.click('[aria-label="Descartar rascunho"]')
    await at.page.locator('.suggestion').waitFor({ state: 'detached' })
    expect(at.cloud.messages.get(LONGEST_WAIT)?.length).toBe(before)
  })

  it('send one answer to everybody who waits with the question, and propose it as knowledge', async () => {
    await atDesk({ turned: true })
    await openCard(LONGEST_WAIT)
    await at.page.fill('#composer', 'Maria, abrimos das 7h às 13h.')
    await at.page.keyboard.press('Enter')
    await shown('Outras 2 pessoas esperam com a mesma pergunta')
    await expectAccessible('same question')
    const sheet = at.page.locator('dialog')
    const send = sheet.getByRole('button', { name: /^Enviar/ })
    await at.page.click('text=Conferir e responder')
    await sheet.getByText('abre na páscoa?').first().waitFor()
    expect(await sheet.locator('input:checked').count()).toBe(0)
    await send.click({ force: true })
    await shown('Marque ao menos uma pessoa')
    // The name of the first is in every text; of these two one is called Maria herself.
    const [namesake, other] = [1, 2].map((n) => sheet.locator(`[data-person="${idOf(1, n)}"]`))
    await other!.getByRole('checkbox').check()
    await other!.getByText('Ainda é da conversa com Maria da Silva: “Maria”').waitFor()
    expect(await namesake!.getByText('Ainda é da conversa').count()).toBe(0)
    await expectAccessible('same answer, stopped')
    await send.click({ force: true })
    await shown('Mude antes o texto para')
    expect(at.cloud.acts).toEqual(['sendMessage'])
    await other!.getByRole('textbox').fill('Oi! Abrimos das 7h às 13h.')
    await expectAccessible('same answer')
    await at.stopClock()
    await send.click()
    await shown('Sua resposta vai sair para mais uma pessoa')
    await at.page.locator('.toast-undo >> text=Desfazer').click()
    await shown('Os textos continuam guardados aqui')
    await at.page.clock.fastForward(20_000)
    expect(at.cloud.acts).toEqual(['sendMessage'])
    await at.page.click('text=Conferir e responder')
    expect(await other!.getByRole('textbox').inputValue()).toBe('Oi! Abrimos das 7h às 13h.')
    await other!.getByText('Usar este texto para as outras').click()
    await namesake!.getByRole('checkbox').check()
    await send.click()
    await shown('Sua resposta vai sair para 2 pessoas')
    await at.page.clock.fastForward(10_000)
    await shown('2 respostas enviadas.')
    for (const n of [1, 2]) expect(last(idOf(1, n))?.text).toBe('Oi! Abrimos das 7h às 13h.')
    await at.page.click('text=Propor como conhecimento')
    await at.page.locator('dialog textarea').last().fill('Abrimos das 7h às 13h.')
    const border = await at.page
      .locator('dialog textarea')
      .last()
      .evaluate((field) => getComputedStyle(field).borderTopWidth)
    expect(border).toBe('1px')
    await at.page.clock.resume()
    await expectAccessible('proposal')
    await at.page.click('dialog >> text=Enviar proposta')
    await shown('Proposta enviada ao dono.')
    expect(at.cloud.desk.proposals).toEqual([
      { question: 'Vocês abrem no domingo de Páscoa?', answer: 'Abrimos das 7h às 13h.' },
    ])
  })

  it('find a message and jump to it, show pictures whole, and keep Escape to the picture', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    await openCard(MINE)
    await at.page.keyboard.press('Control+k')
    await at.page.keyboard.type('brigadeiro beijinho')
    await at.page.locator('.palette-option', { hasText: 'Maria da Silva' }).click()
    await at.page.locator('.line-found', { hasText: 'brigadeiro' }).waitFor()
    await at.page.keyboard.press('Control+k')
    await at.page.keyboard.type('assim')
    await at.page.locator('.palette-option', { hasText: 'assim' }).first().click()
    await at.page.locator('.line-found .picture img').click()
    await at.page.locator('.picture-large').waitFor()
    await expectAccessible('picture')
    await at.page.keyboard.press('Escape')
    await at.page.locator('.picture-large').waitFor({ state: 'detached' })
    expect(await at.page.locator('.talk-who h1').textContent()).toBe('Maria da Silva')
  })

  it('draw a line above what is new and go to each part of the queue', async () => {
    await atDesk()
    await openCard(idOf(1, 2))
    await shown('Novas mensagens')
    await at.page.locator('.tab', { hasText: 'Minhas' }).click()
    await at.page.waitForFunction((id) => document.activeElement?.getAttribute('data-card') === id, MINE)
    await at.page.locator('.tab', { hasText: 'Esperando' }).click()
    await at.page.waitForFunction(
      (id) => document.activeElement?.getAttribute('data-card') === id,
      LONGEST_WAIT,
    )
  })

  it('speak English too, without a word left behind', async () => {
    await atDesk({ locale: 'en-US', colorScheme: 'dark' })
    await openCard(LONGEST_WAIT)
    await at.page.click('[aria-label="Contact details"]')
    await shown('Team notes')
    await at.page.keyboard.press('F1')
    const words = await at.page.locator('body').textContent()
    expect(words).not.toMatch(/\b(Responder|Anexar|Esperando|Nota interna|Rascunho|Enviar|Motivo)\b/)
    await expectAccessible('English, dark')
  })
})
