import type { SendOutcome } from '../gateway.port.ts'
import { idOf, instantOf, objectOf, textOf } from '../loose.ts'
import { type Answer, messageOf } from './evolution-http.ts'

/** Words of Baileys and Node for a connection that broke or went quiet while a message was under way. */
const MIDWAY =
  /timed? ?out|terminated|connection (lost|failure|errored)|stream errored|socket|econn|fetch failed/i

/**
 * What an answer to `sendText` proves. Only what surely never left is `not_sent`: whoever sends again on that word
 * must not reach the customer twice.
 * @param asked the JID the message was meant for, and the time it was handed over
 */
export function sendOutcome(answer: Answer, asked: { jid: string; at: Date }): SendOutcome {
  if (answer.kind === 'failed') {
    return { kind: answer.written ? 'unclear' : 'not_sent', failure: `no_answer: ${answer.failure}` }
  }
  const { status, body } = answer
  if (status >= 200 && status < 300) return accepted(body, asked)
  const said = messageOf(body)
  const failure = `http_${status}: ${said}`
  // Baileys refuses to write to a closed socket; Evolution passes it on as 400 or 500.
  if ((status === 400 || status === 500) && /connection closed/i.test(said)) {
    return { kind: 'not_sent', failure: 'disconnected' }
  }
  if (status === 401 || status === 403 || status === 404 || status === 429)
    return { kind: 'not_sent', failure }
  // Evolution wraps whatever Baileys throws in a 400, also trouble after the message went out.
  if (status >= 500 || (status === 400 && MIDWAY.test(said))) return { kind: 'unclear', failure }
  // A redirect is somebody else's answer, such as a proxy's: Evolution has none.
  if (status < 400) return { kind: 'not_sent', failure }
  return { kind: 'refused', failure: notOnWhatsapp(body) ? 'not_on_whatsapp' : failure }
}

function accepted(body: unknown, asked: { jid: string; at: Date }): SendOutcome {
  const message = objectOf(body)
  const key = objectOf(message?.key)
  const waId = idOf(key?.id)
  if (!waId) return { kind: 'unclear', failure: 'answer_without_key' }
  return {
    kind: 'accepted',
    waId,
    jid: textOf(key?.remoteJid, 200) ?? asked.jid,
    at: instantOf(message?.messageTimestamp) ?? asked.at,
  }
}

function notOnWhatsapp(body: unknown): boolean {
  const parts: unknown[] = [objectOf(objectOf(body)?.response)?.message].flat(2)
  return parts.some((part) => objectOf(part)?.exists === false)
}
