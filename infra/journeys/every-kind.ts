import type { Page } from 'playwright-core'

/** A customer's phone page and an attendant's console with the same conversation open. */
type Both = { phone: Page; desk: Page }

const bubble = (page: Page, text: string | RegExp) => page.locator('.bubble', { hasText: text })
const atRest = '.mark-sent, .mark-delivered, .mark-read'

/** A picture to send: a cake, drawn on the spot. */
async function drawn(page: Page, type: 'image/png' | 'image/webp', size: number): Promise<Buffer> {
  const url = await page.evaluate(
    ([mime, px]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: px, height: px * 0.75 })
      const brush = canvas.getContext('2d')
      if (!brush) return ''
      const fill = (colour: string, x: number, y: number, w: number, h: number) => {
        brush.fillStyle = colour
        brush.fillRect(x * px, y * px, w * px, h * px)
      }
      if (mime === 'image/png') fill('#f6e3c5', 0, 0, 1, 0.75)
      fill('#8a4b2f', 0.2, 0.4, 0.6, 0.25)
      fill('#fff4f6', 0.2, 0.34, 0.6, 0.09)
      for (let i = 0; i < 5; i++) {
        fill('#e0607e', 0.24 + i * 0.12, 0.22, 0.02, 0.12)
        fill('#ffc247', 0.24 + i * 0.12, 0.18, 0.02, 0.04)
      }
      return canvas.toDataURL(mime)
    },
    [type, size] as const,
  )
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
const MP4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat', 'latin1'),
])
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

async function write(page: Page, text: string): Promise<void> {
  await page.fill('#text', text)
  await page.press('#text', 'Enter')
}

async function attach(page: Page, kind: string, name: string, mimeType: string, buffer: Buffer) {
  await page.click('[aria-label="Anexar"]')
  const chooser = page.waitForEvent('filechooser')
  await page.click(`[data-attach="${kind}"]`)
  await (await chooser).setFiles({ name, mimeType, buffer })
}

async function onCard(page: Page, kind: string): Promise<void> {
  await page.click('[aria-label="Anexar"]')
  await page.click(`[data-attach="${kind}"]`)
  await page.press('#card-first', 'Enter')
}

async function act(page: Page, text: string, name: string): Promise<void> {
  await bubble(page, text).last().hover()
  await bubble(page, text).last().getByRole('button', { name }).click()
}

/** Everything a customer can send, by hand on the phone page; each is waited for in the console. */
export async function customerSendsEveryKind({ phone, desk }: Both): Promise<void> {
  await attach(phone, 'image', 'bolo.png', 'image/png', await drawn(phone, 'image/png', 480))
  await desk.locator('.bubble-in .picture img').last().waitFor()
  await phone.fill('#text', 'Queria igual a este')
  await attach(phone, 'image', 'bolo.png', 'image/png', await drawn(phone, 'image/png', 400))
  await bubble(desk, 'Queria igual a este').waitFor()
  await attach(phone, 'view_once', 'uma-vez.png', 'image/png', await drawn(phone, 'image/png', 320))
  await bubble(phone, 'visualização única').waitFor()
  await phone.fill('#text', 'o contrato')
  await attach(phone, 'document', 'contrato.pdf', 'application/pdf', PDF)
  await bubble(desk, 'contrato.pdf').waitFor()
  await attach(phone, 'video', 'festa.mp4', 'video/mp4', MP4)
  await attach(phone, 'sticker', 'bolo.webp', 'image/webp', await drawn(phone, 'image/webp', 240))
  await phone.click('#record')
  await phone.fill('#words', 'Pode ser para sábado de manhã?')
  await phone.press('#words', 'Enter')
  await bubble(desk, 'Pode ser para sábado de manhã?').waitFor()
  await onCard(phone, 'location')
  await bubble(desk, 'Rua das Acácias').waitFor()
  await onCard(phone, 'contact')
  await bubble(desk, 'Tia Zulmira').waitFor()
  await onCard(phone, 'poll')
  await bubble(desk, 'Qual recheio?').getByText('Brigadeiro').waitFor()
  await phone.check('#as-ephemeral')
  await write(phone, 'Isto some em um dia')
  await bubble(desk, 'Isto some em um dia').waitFor()
  await phone.uncheck('#as-ephemeral')
}

/** What a customer does to messages there are: quote, react, change and withdraw. */
export async function customerActsOnMessages({ phone, desk }: Both): Promise<void> {
  await act(phone, 'Oi, Téo!', 'Reagir com ❤️')
  await bubble(desk, 'Oi, Téo!').getByText('❤️').waitFor()
  await act(phone, 'Oi, Téo!', 'Responder')
  await write(phone, 'Sim, esse mesmo')
  await bubble(desk, 'Sim, esse mesmo').locator('.quoted', { hasText: 'Oi, Téo!' }).waitFor()
  await write(phone, 'Para vinte pesoas')
  await bubble(desk, 'Para vinte pesoas').waitFor()
  await act(phone, 'Para vinte pesoas', 'Editar')
  await write(phone, 'Para vinte pessoas')
  await bubble(desk, 'Para vinte pessoas').getByText('editada').waitFor()
  await write(phone, 'mandei errado')
  await bubble(desk, 'mandei errado').waitFor()
  await act(phone, 'mandei errado', 'Apagar para todos')
  await bubble(desk, 'mandei errado').waitFor({ state: 'detached' })
  await phone.getByText('Mensagem apagada').waitFor()
  await desk.locator('.card', { hasText: 'Téo Ramos' }).getByText('Mensagem apagada').waitFor()
}

async function sendFile(desk: Page, name: string, mimeType: string, buffer: Buffer, caption: string) {
  await desk.locator('.composer input[type=file]').setInputFiles({ name, mimeType, buffer })
  await desk.fill('#composer', caption)
  await desk.press('#composer', 'Enter')
  await bubble(desk, caption).locator(atRest).waitFor()
}

/** What an attendant sends: words (the customer sees them being typed), a picture, a document and a voice note. */
export async function attendantAnswers({ phone, desk }: Both): Promise<void> {
  await desk.focus('#composer')
  await desk.keyboard.type('Oi, ')
  await phone.locator('#presence', { hasText: 'digitando' }).waitFor()
  await desk.keyboard.type('Téo! É este modelo?')
  await desk.keyboard.press('Enter')
  await bubble(phone, 'Oi, Téo!').waitFor()
  await sendFile(desk, 'modelo.png', 'image/png', await drawn(phone, 'image/png', 360), 'Ficaria assim')
  await bubble(phone, 'Ficaria assim').locator('img').waitFor()
  await sendFile(desk, 'orcamento.pdf', 'application/pdf', PDF, 'Segue o orçamento')
  await bubble(phone, 'orcamento.pdf').waitFor()
  await desk.context().grantPermissions(['microphone'])
  await desk.getByRole('button', { name: 'Gravar áudio' }).click()
  // Too short a recording is thrown away.
  await desk.waitForFunction(() => document.querySelector('.voice-time')?.textContent === '0:01')
  await desk.click('text=Parar e ouvir')
  await desk.click('text=Enviar áudio')
  await phone.locator('.bubble.theirs audio').waitFor()
}
