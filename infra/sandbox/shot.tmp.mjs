import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const shot = async (name, path, opt = {}, act) => {
  const c = await b.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', locale: 'pt-BR', ...opt })
  const p = await c.newPage()
  p.on('console', m => { if (m.type() === 'error') console.log(name, m.text()) }); p.on('pageerror', e => console.log(name, String(e)))
  await p.goto('http://127.0.0.1:18431' + path); await p.waitForTimeout(700)
  if (act) await act(p)
  await p.screenshot({ path: `/tmp/shot-${name}.png` }); await c.close()
}
const only = process.argv[2]?.split(',')
const all = {
  light: ['/phone'], dark: ['/phone', { colorScheme: 'dark' }],
  small: ['/phone', { viewport: { width: 400, height: 800 } }], mid: ['/phone', { viewport: { width: 900, height: 700 }, colorScheme: 'dark' }],
  qr: ['/phone', {}, async p => { await p.selectOption('#instance', 'nova'); await p.waitForTimeout(400) }],
  rec: ['/phone', {colorScheme:'dark'}, async p => { await p.check('#as-company'); await p.click('#record'); await p.fill('#words', 'quanto custa o sonho?'); await p.waitForTimeout(400) }],
  typing: ['/phone', {}, async p => { await p.fill('#text','uma mensagem nova'); await p.keyboard.press('Enter'); fetch('http://127.0.0.1:18431/evolution/chat/sendPresence/padaria',{method:'POST',headers:{apikey:'sandbox-evolution-key','content-type':'application/json'},body:JSON.stringify({number:'5511999990001',presence:'composing',delay:1500})}); await p.click('#attach summary'); await p.waitForTimeout(500) }],
  index: ['/', {}], indexdark: ['/', { colorScheme: 'dark', viewport: { width: 700, height: 800 } }],
}
for (const [n, a] of Object.entries(all)) if (!only || only.includes(n)) await shot(n, ...a)
await b.close()
