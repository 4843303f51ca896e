import { expect, it } from 'vitest'
import { whichService } from './which-service.ts'

it.each([
  ['cloud/src/answer/decide.ts', 'cloud'],
  ['cloud/migrations/0002-conversations.sql', 'cloud'],
  ['shared/src/http/endpoints.ts', 'cloud'],
  ['infra/sandbox/src/evolution/send.ts', 'sandbox'],
  ['infra/sandbox/src/pages/phone.css', 'sandbox'],
  ['cloud/src/answer/decide.test.ts', undefined],
  ['cloud/src/whatsapp/fixtures/captures/upsert.json', undefined],
  ['infra/sandbox/src/testing/key-paths.ts', undefined],
  ['desktop/src/renderer/desk.css', undefined],
  ['landing/dashboard/app.tsx', undefined],
  ['cloud/src/answer/.decide.ts.swp', undefined],
])('%s concerns %s', (path, service) => {
  expect(whichService(path)).toBe(service)
})
