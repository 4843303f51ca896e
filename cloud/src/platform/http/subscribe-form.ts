import { endpoints } from '@plantao/shared/http/endpoints'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Paths of the form, and the language its answer is written in. */
const FORMS = { '/assinar': 'pt-BR', '/en/subscribe': 'en' } as const
/** Three short fields and a choice. */
const BODY_LIMIT = 8_000
/** As the build wrote them; see landing/site/origin.ts. */
const PAYMENT_URL = /__PAYMENT_URL__/g
const REFUSAL = /__REFUSAL__/g

type Options = {
  /** A page of the built site by its name, or undefined when nobody built it. */
  page: (name: string) => Promise<string | undefined>
  notBuilt: (reply: FastifyReply) => FastifyReply
}

/**
 * The subscription form of a browser without script. The fields go through the API's own route, so validation, limits
 * and failures are written once. The answer is a page that leads on, since our policy lets no form leave for another
 * address by a redirect.
 */
export function mountSubscribeForm(app: FastifyInstance, { page, notBuilt }: Options): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
    )
    for (const [path, language] of Object.entries(FORMS)) {
      scope.post(path, async (request, reply) => {
        const answer = await app.inject({
          method: 'POST',
          url: endpoints.checkout.path,
          headers: {
            'accept-language': language,
            ...(request.headers.cookie ? { cookie: request.headers.cookie } : {}),
          },
          remoteAddress: request.ip,
          payload: request.body as Record<string, string>,
        })
        const isGoing = answer.statusCode === 200
        const template = await page(`${isGoing ? 'going' : 'refused'}.${language}`)
        if (!template) return notBuilt(reply)
        const body = answer.json<{ url?: string; error?: { message: string } }>()
        const html = template
          .replace(PAYMENT_URL, () => escaped(body.url ?? ''))
          .replace(REFUSAL, () => escaped(body.error?.message ?? ''))
        // By it the browser is known on the page after the payment.
        const kept = answer.headers['set-cookie']
        if (kept) reply.header('set-cookie', kept)
        return reply
          .code(answer.statusCode)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(html)
      })
    }
  })
}

function escaped(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (char) => names[char]!)
}
