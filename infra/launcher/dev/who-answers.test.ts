import { expect, it } from 'vitest'
import { whoAnswers } from './who-answers.ts'

const sitePages = new Set(['/', '/en', '/assinar', '/checkout/done'])
const asked = (path: string, method = 'GET') => whoAnswers({ method, path, sitePages })

it.each([
  ['/', 'site page'],
  ['/assinar/', 'site page'],
  ['/en', 'site page'],
  ['/checkout/done', 'site page'],
  ['/dashboard', 'dashboard page'],
  ['/dashboard/bot', 'dashboard page'],
  ['/login/reset', 'dashboard page'],
  ['/dashboard/main.tsx', 'landing file'],
  ['/site/site.ts', 'landing file'],
  ['/site/lamp.svg', 'landing file'],
  ['/@vite/client', 'landing file'],
  ['/@fs/house/shared/src/ids.ts', 'landing file'],
  ['/node_modules/.vite/deps/react.js', 'landing file'],
  ['/console', 'console page'],
  ['/console/conversations/0199', 'console page'],
  ['/console/main.tsx', 'console file'],
  ['/console/@vite/client', 'console file'],
  ['/console/@react-refresh', 'console file'],
  ['/api/v1/me', 'cloud'],
  ['/socket.io/', 'cloud'],
  ['/ready', 'cloud'],
  ['/sitemap.xml', 'cloud'],
  ['/consoles', 'cloud'],
  ['/dashboards', 'cloud'],
  ['/nothing/here', 'cloud'],
])('%s is answered by the %s', (path, answerer) => {
  expect(asked(path)).toBe(answerer)
})

it('only reads are answered by pages', () => {
  expect(asked('/assinar', 'POST')).toBe('cloud')
  expect(asked('/console', 'DELETE')).toBe('cloud')
  expect(asked('/console', 'HEAD')).toBe('console page')
})
