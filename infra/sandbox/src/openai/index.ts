import type { FastifyInstance } from 'fastify'
import type { Faults } from '../faults.ts'
import { openApi } from './api.ts'
import { registerChat } from './chat.route.ts'
import { registerEmbeddings } from './embeddings.route.ts'
import { registerTranscriptions } from './transcriptions.route.ts'

export { markSpeech } from './speech.ts'

/** The names this server answers under, whatever model was asked for. */
export const CHAT_MODEL = 'sandbox-chat-1'
export const EMBEDDING_MODEL = 'sandbox-embedding-1'
export const SPEECH_MODEL = 'sandbox-speech-1'

const MB = 1024 * 1024

/**
 * An OpenAI-compatible model server under `/openai/v1` that needs no network: lexical embeddings, answers that only
 * quote, transcriptions of recordings that carry their own text. Any key opens it; none is 401.
 */
export function registerOpenAi(app: FastifyInstance, { faults }: { faults: Faults }): void {
  app.register(
    async (scope) => {
      openApi(scope, faults)
      scope.addContentTypeParser(
        'multipart/form-data',
        { parseAs: 'buffer', bodyLimit: 26 * MB },
        (_request, body, done) => done(null, body),
      )
      scope.get('/models', async () => ({
        object: 'list',
        data: [CHAT_MODEL, EMBEDDING_MODEL, SPEECH_MODEL].map((id) => ({
          id,
          object: 'model',
          created: 1_760_000_000,
          owned_by: 'plantao-sandbox',
        })),
      }))
      registerChat(scope, { faults, model: CHAT_MODEL })
      registerEmbeddings(scope, { model: EMBEDDING_MODEL })
      registerTranscriptions(scope)
    },
    { prefix: '/openai/v1' },
  )
}
