import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { mustEncrypt, smtpMailer } from './smtp.mailer.ts'

it.each([
  ['smtp://user:geheim@smtp.provedor.com.br:587', true],
  ['smtp://203.0.113.9:25', true],
  ['smtp://127.evil.com', true],
  ['smtp://127.0.0.1:2525', false],
  ['smtp://relay:25', false],
  ['smtp://10.0.0.5:25', false],
])('mail through %s must be encrypted: %s', (url, must) => {
  expect(mustEncrypt(url)).toBe(must)
})

it('gives nothing to a server that offers no encryption, where it must', async () => {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.write('220 mail\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      heard.push(String(data))
      socket.write(String(data).startsWith('EHLO') ? '250-mail\r\n250 AUTH PLAIN\r\n' : '502 no\r\n')
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  // A name that is not inner by its look, and leads here.
  const url = `smtp://user:geheim@127.0.0.1.:${port}`
  expect(mustEncrypt(url)).toBe(true)
  const mailer = smtpMailer({ url, from: 'Plantão <nao@plantao.example>' })
  const mail = { id: '1', to: 'dona@padaria.example', subject: 'x', text: 'y', html: 'z' }
  await expect(mailer.send(mail as never)).rejects.toThrow('SMTP: ETLS')
  mailer.close()
  server.close()
  expect(heard.join('')).not.toMatch(/AUTH|MAIL FROM/)
})
