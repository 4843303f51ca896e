import { BotSettings } from '../../bot-settings.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const botSettingsEndpoints = {
  getConfig: defineEndpoint({
    method: 'GET',
    path: `${api}/config`,
    access: 'member',
    summary: 'Bot settings',
    reply: BotSettings,
  }),
  putConfig: defineEndpoint({
    method: 'PUT',
    path: `${api}/config`,
    access: 'owner',
    summary: 'Replace the bot settings',
    body: BotSettings,
    reply: BotSettings,
  }),
} as const
