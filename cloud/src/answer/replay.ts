import type { Receipt, TryAnswer } from '@plantao/shared/conversations'
import type { ReceiptReplay, ReplayChange } from '@plantao/shared/quality'
import type { MemoryEntry } from '../conversations/index.ts'
import { readKnowledge } from '../knowledge/index.ts'
import type { Database } from '../platform/database.ts'
import { readable } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readSaidBefore } from './past-turns.repo.ts'
import { readReceipt } from './receipt.repo.ts'

type Deps = {
  db: Database
  tryAnswer: (tenantId: string, question: string, memory: MemoryEntry[]) => Promise<TryAnswer>
}

/** Messages looked back at, as many as the turn had in mind. */
const MEMORY = 10

/** Puts a past turn, with what was said before it, to the knowledge and settings of today. Throws `receipt.not_found`. */
export async function replayReceipt(
  { db, tryAnswer }: Deps,
  tenantId: string,
  receiptId: string,
): Promise<ReceiptReplay> {
  const { receipt, memory, knowledge } = await db.tenant(tenantId, async (tx) => {
    const receipt = await readReceipt(tx, receiptId)
    return { receipt, memory: await saidBefore(tx, receipt), knowledge: await readKnowledge(tx) }
  })
  const now = await tryAnswer(tenantId, receipt.question, memory)
  return {
    receiptId,
    question: receipt.question,
    revision: knowledge.revision,
    change: changeOf(receipt, now),
    sourcesKept: receipt.chunks.every(({ cited, text }) => !cited || knowledge.text.includes(text)),
    now,
  }
}

/** How today's reaction differs from the one then. Pure. */
export function changeOf(then: Pick<Receipt, 'decision' | 'reason' | 'reply'>, now: TryAnswer): ReplayChange {
  const answered = then.decision === 'reply' || then.decision === 'clarify'
  const answers = now.decision === 'answer' || now.decision === 'clarify'
  if (answered !== answers) {
    if (then.decision === 'smalltalk' || now.decision === 'smalltalk') return 'talk'
    return answers ? 'answers' : 'stops'
  }
  // The first reply to a contact carried the greeting; the words of the answer are its end.
  if (answers) return (then.reply ?? '').endsWith(now.reply ?? '') ? 'none' : 'answer'
  if (then.decision !== now.decision) return then.decision === 'silence' ? 'none' : 'talk'
  return then.reason === now.reason ? 'none' : 'reason'
}

/** What both sides had said when the turn was answered, oldest first; its own bubbles are not among it. */
async function saidBefore(tx: TenantTx, receipt: Receipt): Promise<MemoryEntry[]> {
  const rows = await readSaidBefore(tx, receipt.id, MEMORY * 2)
  const before = rows.findIndex(
    ({ author, text }) => author !== 'contact' || !receipt.question.includes(text),
  )
  return before === -1
    ? []
    : rows
        .slice(before, before + MEMORY)
        .reverse()
        .filter(({ decision }) => decision !== 'handoff')
        .map(({ author, text, at, decision }) => ({
          author,
          text: readable(text, 'remembered'),
          at,
          ...(decision === 'clarify' ? { asksBack: true as const } : {}),
        }))
}
