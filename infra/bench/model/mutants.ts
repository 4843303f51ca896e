import { createLiveClaims } from '../../../cloud/src/conversations/live-claims.ts'
import { RULES, type Rules } from './rules.ts'

/** What each mutant breaks in a decider of the product; a model that lets one pass proves nothing. */
export const MUTANTS: Record<string, Partial<Rules>> = {
  'epoch check removed': {
    nextSend: (view) =>
      RULES.nextSend({
        ...view,
        open: view.open.map((row) => (row.epoch === null ? row : { ...row, epoch: view.epoch })),
      }),
  },
  'send that is worked on asked about': {
    nextSend: (view) => RULES.nextSend({ ...view, isWorkedOn: () => false }),
  },
  'turn revision not compared': {
    nextStep: (view) =>
      RULES.nextStep({ ...view, taken: { ...view.taken, turnRevision: view.conversation.turnRevision } }),
  },
  'thread of a draft not compared': {
    nextStep: (view) => RULES.nextStep({ ...view, taken: { ...view.taken, id: view.conversation.id } }),
  },
  'old question settles a new claim': {
    afterSend: (row, learnt, { now }) => RULES.afterSend(row, learnt, { now }),
  },
  'asked about a call that told nothing at once': {
    afterSend: (row, learnt, when) => {
      const rest = RULES.afterSend(row, learnt, when)
      return rest && learnt.kind === 'unclear' ? { ...rest, state: 'queued', notBefore: when.now } : rest
    },
  },
  'echo of a held message judged with another send': {
    judgePostponed: (postponed, settled) =>
      RULES.judgePostponed(postponed, { ...settled, othersUnsettled: false }),
  },
  'phone judged while a send is in flight': {
    judgeFromMe: (view) => RULES.judgeFromMe({ ...view, open: [] }),
  },
  'note of a send matched with the oldest message only': {
    judgeOwnSend: (view, shown) => {
      const oldest = view.open.find(({ state }) => state !== 'queued')
      return RULES.judgeOwnSend({ ...view, open: oldest ? [oldest] : [] }, shown)
    },
  },
  'a claim is live only after its commit': { createLiveClaims: claimsAfterCommit },
  'a run releases a newer claim of the same message': { createLiveClaims: claimsByMessage },
  'asked under the last address only': { addressesOf: (jid) => [jid] },
  'what is in flight is voided by the bot’s own handoff': {
    botWordsAfter: (before, after) => {
      const words = RULES.botWordsAfter(before, after)
      return words.do === 'carry' ? { ...words, states: ['queued'] } : words
    },
  },
  'a person does not raise the epoch': {
    next: (now, event) => {
      const after = RULES.next(now, event)
      return event.type === 'human_wrote' || event.type === 'claimed' ? { ...after, epoch: now.epoch } : after
    },
  },
  'a merge hands on a whole row': {
    ownershipOf: (row) => row as ReturnType<Rules['ownershipOf']>,
    planMerge: (kept, left) => {
      const plan = RULES.planMerge(kept, left)
      const wins = plan.ownership.state !== kept.state ? left : kept
      return { ...plan, ownership: { ...wins, ...plan.ownership } as typeof plan.ownership }
    },
  },
  'a merge forgets the person of the younger thread': {
    planMerge: (kept, left) => {
      const plan = RULES.planMerge(kept, left)
      return { ...plan, ownership: { ...plan.ownership, state: kept.state } }
    },
  },
  'a merge lets the bot’s words stand beside a person’s': {
    planMerge: (kept, left) => ({ ...RULES.planMerge(kept, left), botWords: CARRY }),
  },
  'a merge drops what the bot said in the younger thread': {
    planMerge: (kept, left) => ({
      ...RULES.planMerge(kept, left),
      botWords: { do: 'void', states: ['queued'] },
    }),
  },
  'a merge leaves the younger thread’s turn': {
    planMerge: (kept, left) => {
      const { turnRevision, turnOpenedAt, turnDueAt } = kept
      return { ...RULES.planMerge(kept, left), turn: { turnRevision, turnOpenedAt, turnDueAt } }
    },
  },
  'history is taken for today’s': { isHistory: () => false },
  'everything is taken for history': { isHistory: () => true },
  'the hand-back is counted from when old words were written': {
    next: (now, event) => {
      const after = RULES.next(now, event)
      return event.type === 'human_wrote' && after !== now ? { ...after, lastHumanAt: event.at } : after
    },
  },
  'old words answer what was asked since': {
    afterEarlierWords: (now, words) => RULES.afterEarlierWords(now, { ...words, askedAt: null }),
  },
  'what is asked beside history is answered by the bot': { isForPerson: () => false },
  'a hold does not silence': {
    silenceReason: (view) => RULES.silenceReason({ ...view, state: 'ai_active' }),
  },
  'a claim over a colleague': { heldByAnother: () => null },
  'the sweep finds no turn': { isTurnOverdue: () => false },
  'the sweep finds no send': { isSendOverdue: () => false },
  'nobody is given back after 24 hours': { isStale: () => false },
}

const CARRY = { do: 'carry' as const, states: ['queued', 'claimed', 'ambiguous', 'held'] as const }

/** Others may look at a claim before the run that made it hears of the commit. */
function claimsAfterCommit(): ReturnType<typeof createLiveClaims> {
  const claims = createLiveClaims()
  let heard: (() => void)[] = []
  return {
    scope() {
      const own = claims.scope()
      return { ...own, add: (claim) => void heard.push(() => own.add(claim)) }
    },
    has(claim) {
      const isLive = claims.has(claim)
      for (const hear of heard) hear()
      heard = []
      return isLive
    },
  }
}

function claimsByMessage(): ReturnType<typeof createLiveClaims> {
  const claims = createLiveClaims()
  const anyAttempt = ({ messageId }: { messageId: string }) => ({ messageId, attempts: 0 })
  return {
    scope() {
      const own = claims.scope()
      return { ...own, add: (claim) => own.add(anyAttempt(claim)) }
    },
    has: (claim) => claims.has(anyAttempt(claim)),
  }
}
