import { silenceReason } from '../../../cloud/src/answer/gate.ts'
import { isStale } from '../../../cloud/src/answer/stale.ts'
import { nextSend } from '../../../cloud/src/conversations/next-send.ts'
import { next } from '../../../cloud/src/conversations/ownership.ts'

/** The deciders of the product as they are; a mutant replaces one. */
export type Rules = {
  nextSend: typeof nextSend
  ownership: typeof next
  silence: typeof silenceReason
  isStale: typeof isStale
  /** A reaction drafted for one revision may be given to another. */
  reactsToAnyRevision: boolean
  /** A late answer to an old question may settle a newer claim of the same message. */
  settlesAnyClaim: boolean
  /** What the phone wrote beside a held message is judged when another send settles. */
  judgesBesideHeld: boolean
  /** Evolution's note of a send is held against the oldest unsettled message only. */
  matchesFirstOnly: boolean
  /** A claim is in hand only when its run heard of the commit; others may have seen it long before. */
  holdsAfterCommit: boolean
  /** The bot's own handoff carries to the new epoch only what waits in the line, not what is in the air. */
  carriesQueuedOnly: boolean
  /** Evolution may accept a request after it was asked and said no. */
  acceptsLate: boolean
}

export const RULES: Rules = {
  nextSend,
  ownership: next,
  silence: silenceReason,
  isStale,
  reactsToAnyRevision: false,
  settlesAnyClaim: false,
  judgesBesideHeld: false,
  matchesFirstOnly: false,
  carriesQueuedOnly: false,
  holdsAfterCommit: false,
  acceptsLate: false,
}

/** What each mutant breaks; a model that lets one pass proves nothing. */
export const MUTANTS: Record<string, Partial<Rules>> = {
  'epoch check removed': {
    nextSend: (view) =>
      nextSend({
        ...view,
        open: view.open.map((row) => (row.epoch === null ? row : { ...row, epoch: view.epoch })),
      }),
  },
  'send in a living hand asked about': { nextSend: (view) => nextSend({ ...view, isInHand: () => false }) },
  'turn revision not compared': { reactsToAnyRevision: true },
  'old question settles a new claim': { settlesAnyClaim: true },
  'echo of a held message judged with another send': { judgesBesideHeld: true },
  'note of a send matched with the oldest message only': { matchesFirstOnly: true },
  'a claim is in hand only after its commit': { holdsAfterCommit: true },
  'what is in the air is voided by the bot’s own handoff': { carriesQueuedOnly: true },
  'a person does not raise the epoch': {
    ownership: (now, event) => {
      const after = next(now, event)
      return event.type === 'human_wrote' || event.type === 'claimed' ? { ...after, epoch: now.epoch } : after
    },
  },
  'a hold does not silence': {
    silence: (view) => silenceReason({ ...view, state: 'ai_active' }),
  },
  'nobody is given back after 24 hours': { isStale: () => false },
}
