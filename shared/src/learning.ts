import { z } from 'zod'
import { SendMessage } from './conversations.ts'
import { Id, Instant } from './ids.ts'

/** Another conversation that waits with the question a person has just answered. */
export const SameQuestion = z.object({
  conversationId: Id,
  contact: z.object({ id: Id, phone: z.string().nullable(), name: z.string().nullable() }),
  question: z.string(),
  waitingSince: Instant,
  /** Probability-like likeness of the two questions, 0 to 1; only those above the threshold are offered. */
  likeness: z.number(),
  /** Set when somebody holds it: `answer-same` leaves it alone unless that is the caller. */
  assignee: z.object({ id: Id, name: z.string() }).optional(),
})
export type SameQuestion = z.infer<typeof SameQuestion>

export const SameQuestions = z.object({
  /** The question that was answered and the message that answers it; absent when there is nothing to offer. */
  question: z.string().optional(),
  messageId: Id.optional(),
  answer: z.string().optional(),
  items: z.array(SameQuestion),
  nextCursor: z.string().optional(),
})
export type SameQuestions = z.infer<typeof SameQuestions>

export const AnswerSame = z.object({
  /** The person's message to be repeated; one of this conversation's. */
  messageId: Id,
  conversationIds: z.array(Id).min(1).max(50),
  /**
   * What each of them reads, by conversation; whoever is not in it gets the message's own words. A text with the name of
   * the person who was answered first is refused (`answer.names_another`), and then nothing is sent to anybody.
   */
  texts: z.record(Id, SendMessage.shape.text).optional(),
  /** Made once per click; the same id again sends nothing twice. */
  clientId: z.string().min(8).max(60),
})

export const AnsweredSame = z.object({
  conversationId: Id,
  /** `held`: somebody else answers it; `moved_on`: it does not wait with this question any more; `gone`: no such conversation. */
  outcome: z.enum(['sent', 'held', 'moved_on', 'gone']),
  messageId: Id.optional(),
  heldBy: z.string().optional(),
})
export type AnsweredSame = z.infer<typeof AnsweredSame>

export const Propose = z.object({
  question: z.string().trim().min(3).max(1000),
  answer: z.string().trim().min(2).max(4096),
})

export const ProposalStatus = z.enum(['pending', 'approved', 'rejected'])
export type ProposalStatus = z.infer<typeof ProposalStatus>

/** A place in the knowledge that says something else about the same thing. */
export const Contradiction = z.object({
  chunkId: Id,
  heading: z.string().optional(),
  text: z.string(),
  kind: z.enum(['price', 'percent', 'hours', 'date', 'phone', 'quantity', 'other']),
  /** What the proposal says and what the knowledge says, as written. */
  proposed: z.array(z.string()),
  existing: z.array(z.string()),
})
export type Contradiction = z.infer<typeof Contradiction>

/** A person's answer that may become knowledge. Nothing enters alone: an owner approves or rejects. */
export const Proposal = z.object({
  id: Id,
  status: ProposalStatus,
  question: z.string(),
  answer: z.string(),
  /** What would be (or was) put at the end of the knowledge; the owner may edit it. */
  text: z.string(),
  /** How many conversations waited with this question. */
  asked: z.number().int(),
  contradictions: z.array(Contradiction),
  conversationId: Id.optional(),
  proposedBy: z.object({ id: Id, name: z.string() }).optional(),
  createdAt: Instant,
  decidedBy: z.object({ id: Id, name: z.string() }).optional(),
  decidedAt: Instant.optional(),
  /** Number of the revision it came into; only when approved. */
  revision: z.number().int().optional(),
})
export type Proposal = z.infer<typeof Proposal>

export const ApproveProposal = z.object({ text: z.string().trim().min(2).max(5000).optional() })

/** Questions nobody's text answers, alike ones together. */
export const Topic = z.object({
  /** The question that stands nearest to all of them. */
  question: z.string(),
  /** Its telling words, for a chart. */
  words: z.array(z.string()),
  count: z.number().int(),
  conversations: z.number().int(),
  /** A few of the others, as customers put them. */
  examples: z.array(z.string()),
  lastAt: Instant,
})
export type Topic = z.infer<typeof Topic>
