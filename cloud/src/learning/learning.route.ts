import { endpoints } from '@plantao/shared/http/endpoints'
import type { AnsweredSame } from '@plantao/shared/learning'
import type { OnRead } from '../conversations/index.ts'
import { audit } from '../platform/audit.ts'
import { numberCursor } from '../platform/cursor.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { answerSame } from './answer-same.ts'
import { refuseOtherNames } from './other-names.ts'
import { listProposals } from './proposal.repo.ts'
import type { Proposals } from './proposals.ts'
import { listSame, readAnswered } from './same-question.repo.ts'
import { topicsOf } from './topics.ts'
import { readUnanswered } from './unanswered.repo.ts'

type Deps = { db: Database; proposals: Proposals; onRead?: OnRead }

/** One answer frees the queue; what people say becomes knowledge by the owner's word. */
export function learningRoutes({ db, proposals, onRead }: Deps): BoundRoute[] {
  return [
    route(endpoints.sameQuestion, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const answered = await readAnswered(tx, params.id, query.messageId)
        return answered ? listSame(tx, answered, query) : { items: [] }
      }),
    ),
    route(endpoints.answerSame, async ({ caller, params, body, traceId }) => {
      const { tenantId, memberId } = caller
      const answered = await db.tenant(tenantId, (tx) => readAnswered(tx, params.id, body.messageId))
      if (!answered) throw expected('message.not_found')
      const meant = [...new Set(body.conversationIds)].map((conversationId) => ({
        conversationId,
        text: body.texts?.[conversationId] ?? answered.answer,
      }))
      await db.tenant(tenantId, (tx) => refuseOtherNames(tx, answered.conversationId, meant))
      const items: AnsweredSame[] = []
      // One transaction each: a long list holds no lock for long, and one that fails leaves the others sent.
      for (const { conversationId, text } of meant) {
        const repeat = {
          ...{ clientId: body.clientId, memberId, traceId },
          answered: { ...answered, answer: text },
        }
        const { item, read } = await db.tenant(tenantId, (tx) => answerSame(tx, conversationId, repeat))
        if (read) onRead?.(read.target, read.waIds)
        items.push(item)
      }
      await db.tenant(tenantId, (tx) => audit(tx, memberId, 'conversation.answered_same', params.id))
      return { items }
    }),
    route(endpoints.propose, ({ caller, params, body }) =>
      proposals.propose(caller.tenantId, { ...body, conversationId: params.id, memberId: caller.memberId }),
    ),
    route(endpoints.proposals, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => listProposals(tx, query)),
    ),
    route(endpoints.approveProposal, ({ caller, params, body }) =>
      proposals.approve(caller.tenantId, params.id, caller.memberId, body.text),
    ),
    route(endpoints.rejectProposal, ({ caller, params }) =>
      proposals.reject(caller.tenantId, params.id, caller.memberId),
    ),
    route(endpoints.topics, async ({ caller, query }) => {
      const topics = topicsOf(await db.tenant(caller.tenantId, readUnanswered))
      const from = numberCursor(query.cursor, 6) ?? 0
      const items = topics.slice(from, from + query.limit)
      const next = from + query.limit
      return topics.length > next ? { items, nextCursor: String(next) } : { items }
    }),
  ]
}
