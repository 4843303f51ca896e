import type { FastifyInstance } from 'fastify'
import { invalid, tokensOf } from './api.ts'
import { speechIn } from './speech.ts'

/** What OpenAI takes, by the name's ending. `.oga`, which WhatsApp tools like to write, is refused there too. */
const FORMATS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'ogg', 'wav', 'webm']

/** `POST /audio/transcriptions`: the text a marked recording carries, or an empty one. */
export function registerTranscriptions(scope: FastifyInstance): void {
  scope.post('/audio/transcriptions', async (request, reply) => {
    const form = await formOf(request.headers['content-type'] ?? '', request.body)
    const file = form.get('file')
    if (!(file instanceof File)) throw invalid("Missing required parameter: 'file'.", 'file')
    if (!form.get('model')) throw invalid('you must provide a model parameter')
    const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
    if (!FORMATS.includes(ending)) {
      throw invalid(`Invalid file format. Supported formats: ${JSON.stringify(FORMATS)}`)
    }
    const text = speechIn(new Uint8Array(await file.arrayBuffer()))
    if (form.get('response_format') === 'text')
      return reply.type('text/plain; charset=utf-8').send(`${text}\n`)
    const output = tokensOf(text)
    const usage = { type: 'tokens', input_tokens: 0, output_tokens: output, total_tokens: output }
    return { text, usage }
  })
}

async function formOf(contentType: string, body: unknown): Promise<FormData> {
  if (!Buffer.isBuffer(body)) throw invalid('We could not parse the multipart body of your request.')
  try {
    const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    return await response.formData()
  } catch {
    throw invalid('We could not parse the multipart body of your request.')
  }
}
