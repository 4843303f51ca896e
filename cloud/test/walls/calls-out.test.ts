import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { filesIn } from '../../../scripts/documents.ts'

// Who may call another machine, and whose address that is. No address that a visitor, a customer or a file names is ever
// called: whoever writes such a call has to enter it here, and is asked why.

const CALLERS: Record<string, string> = {
  'cloud/src/models/adapters/plain-fetch.ts': 'OPENAI_BASE_URL',
  'cloud/src/models/adapters/openai.models.ts': 'OPENAI_BASE_URL, by its SDK',
  'cloud/src/whatsapp/adapters/evolution-http.ts': 'EVOLUTION_API_URL',
  'cloud/src/knowledge/adapters/chroma.vector-store.ts': 'CHROMA_URL, by its SDK',
  'cloud/src/billing/adapters/stripe.payments.ts': 'STRIPE_API_URL, by its SDK',
  'cloud/src/mail/adapters/smtp.mailer.ts': 'SMTP_URL',
  'cloud/src/media/adapters/s3.media-store.ts': 'MEDIA_S3_ENDPOINT, by its SDK',
  'cloud/src/operations/adapters/s3.off-site.ts': 'BACKUP_S3_ENDPOINT, by its SDK',
  'cloud/src/operations/probes.ts': 'the settings that an operator has them checked',
  'cloud/src/platform/corking-socket.ts': 'DATABASE_URL, in place of the driver’s own socket',
}

/** How another machine is reached: Node's and undici's clients, and those of the SDKs in use. */
const REACHES = new RegExp(
  [
    String.raw`(?<![\w.])fetch\(`,
    String.raw`\bimport \{(?:(?!\btype\b)[^}])*\b(?:request|get|connect|createConnection|Socket|Agent|stream|pipeline|fetch)\b[^}]*\} from '(?:undici|node:(?:https?|http2|net|tls))'`,
    String.raw`\bfrom '(?:node:(?:dgram|dns)(?:/promises)?|axios|got|node-fetch|ws|socket\.io-client)'`,
    String.raw`\bimport \* as \w+ from '(?:undici|node:(?:https?|http2|net|tls))'`,
    String.raw`\bnew (?:OpenAI|Stripe|S3Client|ChromaClient)\(|\bcreateTransport\(`,
  ].join('|'),
)

/** Files of the cloud that reach another machine. */
function callers(read: (path: string) => string): string[] {
  return filesIn('cloud/src')
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|-for-tests\.ts$/.test(path))
    .filter((path) => REACHES.test(read(path).replace(/^import type [^;]*? from .*$/gm, '')))
}
const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

it('only adapters call other machines, at addresses of the settings', () => {
  expect(callers(read).toSorted()).toEqual(Object.keys(CALLERS).toSorted())
})

it('would see one more (mutant)', () => {
  const withOneMore = (path: string) =>
    path === 'cloud/src/media/media.route.ts' ? `await fetch(body.url)\n${read(path)}` : read(path)
  expect(callers(withOneMore)).toContain('cloud/src/media/media.route.ts')
})
