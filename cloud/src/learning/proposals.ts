import type { Proposal } from '@plantao/shared/learning'
import { lockNewestText, type Publisher, type Search } from '../knowledge/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { ExpectedError, expected } from '../platform/errors.ts'
import { readable } from '../platform/readable.ts'
import { contradictionsOf } from './contradictions.ts'
import {
  decideProposal,
  holdConversation,
  insertProposal,
  lockProposal,
  readProposal,
} from './proposal.repo.ts'
import { countAlike, readAnswered } from './same-question.repo.ts'
import { isWorthProposing } from './worth-proposing.ts'

type Deps = { db: Database; publisher: Publisher; search: Search }
type Pair = { conversationId: string; question: string; answer: string; memberId: string | null }

/** Chunks looked through for another saying. */
const LOOKED_AT = 8

export type Proposals = ReturnType<typeof createProposals>

/** From a person's answer to knowledge, by an owner's word only. */
export function createProposals({ db, publisher, search }: Deps) {
  async function propose(tenantId: string, pair: Pair): Promise<Proposal> {
    const { chunks } = await search(tenantId, readable(`${pair.question}\n${pair.answer}`, 'question'), {
      k: LOOKED_AT,
    })
    return db.tenant(tenantId, async (tx) => {
      // Held until the pair is stored: whoever erases the conversation deletes the pair too, or it is not made.
      if (!(await holdConversation(tx, pair.conversationId))) throw expected('conversation.not_found')
      const asked = await countAlike(tx, pair.question)
      const contradictions = contradictionsOf(pair, chunks)
      return readProposal(tx, await insertProposal(tx, { ...pair, asked, contradictions }))
    })
  }

  return {
    propose,

    /** A person's answer to what the AI could not: proposed when it says something. Safe to repeat after a failure. */
    async learn(tenantId: string, conversationId: string, messageId: string): Promise<void> {
      const answered = await db
        .tenant(tenantId, (tx) => readAnswered(tx, conversationId, messageId))
        .catch(nothingThere)
      if (!answered || !isWorthProposing(answered.question, answered.answer)) return
      await propose(tenantId, { ...answered, memberId: null })
    },

    /**
     * Puts the text at the end of the newest knowledge, as a revision like any other. The proposal's row and the
     * knowledge are locked in that order, so two owners make one revision and a publication meanwhile loses nothing.
     */
    async approve(tenantId: string, id: string, memberId: string, edited?: string): Promise<Proposal> {
      const opened = await db.tenant(tenantId, async (tx) => {
        const proposal = await lockProposal(tx, id)
        if (proposal.status === 'approved') return null
        if (proposal.status === 'rejected') throw decided(proposal)
        const text = edited ?? proposal.text
        const newest = (await lockNewestText(tx)).trimEnd()
        const revision = await publisher.open(tx, newest === '' ? text : `${newest}\n\n${text}\n`, {
          memberId,
          origin: 'proposal',
        })
        await decideProposal(tx, id, { status: 'approved', memberId, text, revision: revision.number })
        await audit(tx, memberId, 'proposal.approved', id)
        return revision
      })
      if (opened) await publisher.finish(tenantId, opened)
      return db.tenant(tenantId, (tx) => readProposal(tx, id))
    },

    reject: (tenantId: string, id: string, memberId: string): Promise<Proposal> =>
      db.tenant(tenantId, async (tx) => {
        const proposal = await lockProposal(tx, id)
        if (proposal.status === 'approved') throw decided(proposal)
        if (proposal.status === 'pending') {
          await decideProposal(tx, id, { status: 'rejected', memberId })
          await audit(tx, memberId, 'proposal.rejected', id)
        }
        return readProposal(tx, id)
      }),
  }
}

/** Withdrawn, failed or erased meanwhile. Any other failure says nothing about the answer: the job is tried again. */
function nothingThere(error: unknown): null {
  if (error instanceof ExpectedError) return null
  throw error
}

function decided(proposal: Proposal) {
  return expected('proposal.decided', { name: proposal.decidedBy?.name ?? '' })
}
