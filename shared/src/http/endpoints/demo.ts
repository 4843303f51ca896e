import { z } from 'zod'
import { DEMO_QUESTION_LIMIT, DemoAnswer } from '../../demo.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const demoEndpoints = {
  askDemo: defineEndpoint({
    method: 'POST',
    path: `${api}/demo/ask`,
    access: 'public',
    summary: 'Ask the demo company’s bot, as the public page does; nothing is sent or stored',
    body: z.object({ question: z.string().trim().min(1).max(DEMO_QUESTION_LIMIT) }),
    reply: DemoAnswer,
    bodyLimit: 8_000,
    perMinute: 12,
  }),
} as const
