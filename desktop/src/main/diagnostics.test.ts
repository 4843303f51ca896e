import { expect, it } from 'vitest'
import { seedBakery } from '../../test/fake-seed.ts'
import { INITIAL_STATE, type OutboxItem } from '../engine/state.ts'
import { DEFAULT_SETTINGS } from '../ipc/settings.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { createJournal } from './journal.ts'

it('tells versions, settings, counts and codes, and nothing of anybody', () => {
  const { conversations, messages } = seedBakery(30, Date.parse('2026-11-02T12:00:00Z'))
  const journal = createJournal(() => 0)
  journal.note('update.failed')
  const queued: OutboxItem = {
    ...{ clientId: 'client-1', conversationId: 'c', kind: 'text', text: 'segredo', createdAt: '', order: 1 },
    ...{ state: 'failed', attempts: 2, failure: { code: 'conversation.held', details: { name: 'Beto' } } },
  }
  const told = diagnosticsOf({
    state: {
      ...INITIAL_STATE,
      session: {
        phase: 'signedIn',
        failure: null,
        me: {
          member: {
            id: 'm-1',
            tenantId: 't-1',
            name: 'Ana Souza',
            email: 'ana@padaria.example',
            role: 'attendant',
          },
          tenant: { id: 't-1', name: 'Padaria Pão Quente', timeZone: 'America/Sao_Paulo' },
          mustChangePassword: false,
        },
      },
      conversations: Object.fromEntries(conversations.map((each) => [each.id, each])),
      thread: {
        ...{ conversationId: 'c', messages: [...messages.values()].flat(), older: null },
        ...{ status: 'ready', loadingOlder: false },
      },
      outbox: [queued],
      drafts: { c: 'rascunho' },
    },
    desktop: {
      ...{ version: '0.1.0', settings: DEFAULT_SETTINGS, update: { phase: 'failed' }, session: 'forgotten' },
      can: { autostart: false, chooseSpellLanguages: true },
    },
    journal,
    versions: { electron: '45' },
  })
  expect(told).toMatchObject({
    versions: { console: '0.1.0', electron: '45' },
    desktop: { session: 'forgotten', settings: DEFAULT_SETTINGS },
    session: { phase: 'signedIn', role: 'attendant' },
    conversations: { awaiting_human: 4 },
    outbox: { failed: 1 },
    outboxFailures: { 'conversation.held': 1 },
    journal: [{ code: 'update.failed' }],
  })
  const words = JSON.stringify(told)
  const people = conversations.flatMap(({ id, contact }) => [id, contact.id, contact.name, contact.phone])
  const texts = [...messages.values()].flat().map(({ text }) => text)
  for (const secret of [...people, ...texts]) if (secret) expect(words).not.toContain(secret)
  expect(words).not.toMatch(/segredo|rascunho|Beto|Ana|Padaria|client-1|m-1|t-1/)
})
