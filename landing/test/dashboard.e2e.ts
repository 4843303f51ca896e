import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'
import { openBrowser, picture, signIn, visitor } from './visitor.ts'

const OWNER = ['dona@padaria.example', 'padaria-demo'] as const
let house: TestHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([startHouse(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

async function owner() {
  const here = await visitor(browser)
  await signIn(here.page, house.url, ...OWNER)
  await here.page.waitForSelector('.menu')
  return here
}

describe('the knowledge', () => {
  it('refuses 50,001 characters in plain words and loses none of them', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/knowledge`)
    const editor = page.getByLabel('O que a sua empresa sabe')
    await editor.fill('a'.repeat(50_001))
    await page.getByText('O texto tem 50.001 caracteres e o limite é 50.000').waitFor()
    expect(await page.getByRole('button', { name: 'Publicar' }).isDisabled()).toBe(true)
    await page.getByText('Guardado só neste navegador').waitFor()
    await page.reload()
    await page.getByText('Recuperamos o que você escreveu').waitFor()
    expect((await editor.inputValue()).length).toBe(50_001)
    await leave()
  })

  it('keeps a draft by itself, and another page and back changes nothing', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/knowledge`)
    const editor = page.getByLabel('O que a sua empresa sabe')
    await editor.fill('Abrimos às 6h.\n')
    await page.getByRole('link', { name: 'Suporte' }).click()
    await page.getByRole('link', { name: 'Meu Conhecimento' }).click()
    expect(await editor.inputValue()).toBe('Abrimos às 6h.\n')
    await page.getByText('Rascunho salvo às').waitFor()
    await page.reload()
    expect(await editor.inputValue()).toBe('Abrimos às 6h.\n')
    await page.getByText('Há mudanças não publicadas').waitFor()
    await page.getByRole('button', { name: 'Voltar ao publicado' }).click()
    await page.getByText('Rascunho salvo às').waitFor()
    await leave()
  })

  it('is tried as a customer would, with passages and confidence', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/knowledge/try`)
    await page.getByLabel('Pergunta').fill('Quero falar com uma pessoa')
    await page.keyboard.press('Enter')
    await page.getByText('Chama uma pessoa').waitFor()
    await page.getByText('o cliente pediu uma pessoa').waitFor()
    expect(await page.locator('.outcome meter').count()).toBe(0)
    await page.getByLabel('Pergunta').fill('Aceita vale-refeição?')
    await page.keyboard.press('Enter')
    await page
      .getByText(/trechos? consultados?/)
      .first()
      .waitFor()
    await picture(page, 'dashboard-try')
    await leave()
  })

  it('is rehearsed before it is published, and what it would break is named', async () => {
    const { page, accessible, leave } = await owner()
    await page.goto(`${house.url}/dashboard/knowledge`)
    const editor = page.getByLabel('O que a sua empresa sabe')
    const text = await editor.inputValue()
    await picture(page, 'dashboard')
    await editor.fill(text.slice(0, text.length / 2))
    await page.getByText('Rascunho salvo às').waitFor()
    await page.getByRole('link', { name: 'Ensaio', exact: true }).click()
    await page.getByRole('button', { name: 'Ensaiar o rascunho' }).click()
    await page.getByText('Ensaio completo').waitFor()
    await page.getByText('Com o rascunho').first().waitFor()
    await accessible('rehearsal')
    await picture(page, 'dashboard-rehearsal')
    await page.getByRole('link', { name: 'Texto', exact: true }).click()
    await page.getByRole('button', { name: 'Voltar ao publicado' }).click()
    await page.getByText('Rascunho salvo às').waitFor()
    await leave()
  })

  it('shows what customers asked and it does not say', async () => {
    const { page, accessible, leave } = await owner()
    const from = '5531977776666'
    const text = 'Quantas calorias tem o pão de queijo?'
    await house.sandbox('/phone/messages', { from, to: 'padaria', text, pushName: 'Lia' })
    await expect
      .poll(
        async () => {
          await page.goto(`${house.url}/dashboard/knowledge/unanswered`)
          await page.locator('.bone').first().waitFor({ state: 'detached' })
          return page.getByText(text).count()
        },
        { timeout: 30_000, interval: 2_000 },
      )
      .toBeGreaterThan(0)
    await accessible('unanswered')
    await picture(page, 'dashboard-unanswered')
    await page.getByRole('button', { name: `Escrever a resposta: ${text}` }).click()
    const editor = page.getByLabel('O que a sua empresa sabe')
    await editor.and(page.locator(':focus')).waitFor()
    await page.keyboard.type('Umas 90 cada um.')
    expect(await editor.inputValue()).toMatch(
      new RegExp(`\\n\\n${text.replace('?', '\\?')}\\nUmas 90 cada um\\.$`),
    )
    expect(await editor.evaluate((field) => field.scrollTop)).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Voltar ao publicado' }).click()
    await page.getByText('Rascunho salvo às').waitFor()
    await leave()
  })
})

describe('a customer’s rights', () => {
  it('are served on the profile page: a copy is prepared, the data is deleted', async () => {
    const { page, accessible, leave } = await owner()
    const from = '5531977775555'
    await house.sandbox('/phone/messages', { from, to: 'padaria', text: 'oi', pushName: 'Zé Bonifácio' })
    await page.goto(`${house.url}/dashboard/profile`)
    await expect
      .poll(
        async () => {
          await page.getByLabel('Telefone ou nome do cliente').fill('bonifacio')
          const answered = page.waitForResponse((response) => response.url().includes('/contacts?'))
          await page.keyboard.press('Enter')
          await (await answered).finished()
          return page.getByText('Zé Bonifácio').count()
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBe(1)
    const row = page.locator('#customer, section', { hasText: 'Zé Bonifácio' }).last()
    await row.getByRole('button', { name: 'Preparar uma cópia' }).click()
    await page.getByText('de um contato').waitFor()
    await accessible('a customer found')
    await row.getByRole('button', { name: 'Apagar dados' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apagar para sempre' }).click()
    await page.getByText('Os dados estão sendo apagados').waitFor()
    await page.getByLabel('Telefone ou nome do cliente').fill('7777-5555')
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Procurar' }).click()
          return page.getByText('Ninguém com esse telefone ou nome.').count()
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBe(1)
    const proof = page.locator('section', { hasText: 'Comprovantes de exclusão' })
    await proof.getByText('Apagado', { exact: true }).waitFor()
    await proof.getByText('O que não dá para apagar daqui, e por quê').click()
    await proof.getByText(/Cópias de segurança.*No mais tardar, some em/).waitFor()
    await proof.getByText(/O próprio WhatsApp/).waitFor()
    expect(await proof.textContent()).not.toMatch(/Bonifácio|7777/)
    await accessible('a proof of deletion')
    await leave()
  })
})

describe('the bot', () => {
  it('is set by keyboard alone, shows its words as a customer reads them, and says when it is saved', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/bot`)
    await page.getByRole('radio', { name: /Formal/ }).focus()
    await page.keyboard.press('Space')
    await page.getByText('Ainda não salvo').waitFor()
    await page
      .getByText('Olá! Sou o assistente virtual da Padaria Pão Quente. Como posso ajudar?')
      .nth(1)
      .waitFor()
    await page.getByRole('link', { name: 'Suporte' }).click()
    await page.getByRole('link', { name: 'Configurações do Bot' }).click()
    expect(await page.getByRole('radio', { name: /Formal/ }).isChecked()).toBe(true)
    await page.getByRole('slider').focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Salvar' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Salvo às').waitFor()
    await page.reload()
    expect(await page.getByRole('radio', { name: /Formal/ }).isChecked()).toBe(true)
    expect(await page.getByRole('slider').inputValue()).toBe('0.55')
    await leave()
  })

  it('names an hour that closes before it opens', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/bot`)
    await page.getByRole('switch', { name: /Sem horário definido/ }).click()
    await page.getByLabel('segunda-feira: fecha às').fill('07:00')
    await page.getByText('Fecha antes de abrir').waitFor()
    expect(await page.getByRole('button', { name: 'Salvar' }).isDisabled()).toBe(true)
    await leave()
  })
})

describe('the number', () => {
  it('is disconnected after a question, paired by a QR that shows itself, and seen to live', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/whatsapp`)
    await page.getByText('Conectado', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Desconectar' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Desconectar o WhatsApp?').waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Desconectar' }).click()
    await sheet.getByRole('button', { name: 'Desconectar' }).click()
    await page.getByText('Este número já esteve conectado aqui').waitFor()
    await page.getByRole('button', { name: 'Conectar', exact: true }).click()
    await page.getByRole('img', { name: /QR para ler/ }).waitFor()
    await picture(page, 'dashboard-pairing')
    await house.sandbox('/phone/pair', { instance: 'padaria' })
    await page.getByText('Conectado', { exact: true }).waitFor()
    await leave()
  })
})

describe('what a page showed', () => {
  it('is there at once for who comes back, and is told to be old where nothing new comes', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/team`)
    await page.getByText('dona@padaria.example').first().waitFor()
    await page.getByRole('link', { name: 'Suporte' }).click()
    await page.getByRole('heading', { name: 'Suporte' }).waitFor()
    await page.route('**/team/members*', (route) => route.abort())
    await page.getByRole('link', { name: 'Equipe' }).click()
    await page.getByRole('heading', { name: 'Equipe', exact: true }).waitFor()
    expect(await page.getByText('dona@padaria.example').count()).toBeGreaterThan(0)
    const people = page.locator('section', { has: page.locator('#members') })
    expect(await people.locator('.bone').count()).toBe(0)
    await people.getByText('Não deu para atualizar agora').waitFor()
    await page.unroute('**/team/members*')
    await page.context().setOffline(true)
    await page.getByText('Você está sem internet').waitFor()
    await page.context().setOffline(false)
    await people.getByText('Não deu para atualizar agora').waitFor({ state: 'detached' })
    await leave()
  })
})

describe('the session', () => {
  it('survives a reload, ends with Sair, and keeps the address for after signing in', async () => {
    const { page, leave } = await owner()
    await page.goto(`${house.url}/dashboard/tutorials`)
    await page.getByText('Ensaie antes de publicar').waitFor()
    await page.getByRole('button', { name: 'Sair' }).click()
    await page.getByRole('heading', { name: 'Entrar no painel' }).waitFor()
    await page.reload()
    await page.fill('#email', OWNER[0])
    await page.fill('#password', 'wrong-password')
    await page.keyboard.press('Enter')
    await page.getByText('E-mail ou senha não conferem').waitFor()
    await page.fill('#password', OWNER[1])
    await page.keyboard.press('Enter')
    await page.getByText('Ensaie antes de publicar').waitFor()
    await leave()
  })

  it('shows an attendant only what an attendant may do', async () => {
    const { page, leave } = await visitor(browser)
    await signIn(page, house.url, 'atendente@padaria.example', OWNER[1])
    await page.getByRole('heading', { name: 'Meu Perfil' }).waitFor()
    const menu = page.getByRole('navigation', { name: 'Painel' })
    expect(await menu.getByRole('link').allTextContents()).toEqual([
      'Meu Perfil',
      'Conversas',
      'Tutoriais',
      'Suporte',
    ])
    await leave()
  })
})
