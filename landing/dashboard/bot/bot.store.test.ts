import { TEMPLATES } from '@plantao/shared/bot-settings'
import { describe, expect, it } from 'vitest'
import { messagesFor } from './bot.store.ts'

describe('a change of tone', () => {
  it('brings the new words where the owner left the old template', () => {
    expect(messagesFor('formal', TEMPLATES.casual)).toEqual(TEMPLATES.formal)
  })

  it('keeps what the owner wrote', () => {
    const own = { ...TEMPLATES.casual, greeting: 'Bom dia, aqui é da padaria.' }
    expect(messagesFor('technical', own)).toEqual({ ...TEMPLATES.technical, greeting: own.greeting })
  })
})
