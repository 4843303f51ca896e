import { silenceReason } from '../../../cloud/src/answer/gate.ts'
import { isForPerson } from '../../../cloud/src/answer/history.ts'
import { nextStep } from '../../../cloud/src/answer/next-step.ts'
import { returnWords } from '../../../cloud/src/answer/return-words.ts'
import { isStale } from '../../../cloud/src/answer/stale.ts'
import { afterSend } from '../../../cloud/src/conversations/after-send.ts'
import { botWordsAfter } from '../../../cloud/src/conversations/bot-words.ts'
import {
  askedSince,
  judgeFromMe,
  judgeOwnSend,
  judgePostponed,
  learntFrom,
} from '../../../cloud/src/conversations/echoes.ts'
import { catchUpWait, isHistory } from '../../../cloud/src/conversations/late.ts'
import { afterEarlierWords } from '../../../cloud/src/conversations/late-reply.ts'
import {
  isSettledLate,
  lateDueAt,
  quietAt,
  withoutAnswered,
} from '../../../cloud/src/conversations/late-turn.ts'
import { createLiveClaims } from '../../../cloud/src/conversations/live-claims.ts'
import { planMerge } from '../../../cloud/src/conversations/merge-plan.ts'
import { isQueueFree, nextSend } from '../../../cloud/src/conversations/next-send.ts'
import { isSendOverdue, isTurnOverdue, overdueBefore } from '../../../cloud/src/conversations/overdue.ts'
import { next, ownershipOf } from '../../../cloud/src/conversations/ownership.ts'
import {
  claimStep,
  closeStep,
  giveBackStep,
  heldByAnother,
  mayRetry,
  releaseStep,
} from '../../../cloud/src/conversations/persons-step.ts'
import { turnAfter } from '../../../cloud/src/conversations/turn-state.ts'
import { smallTalk } from '../../../cloud/src/portuguese/index.ts'
import { addressesOf } from '../../../cloud/src/whatsapp/identity.ts'

/** The deciders of the product, as they are. The model decides nothing by itself; a mutant replaces one of them. */
export const RULES = {
  addressesOf,
  afterEarlierWords,
  afterSend,
  askedSince,
  botWordsAfter,
  catchUpWait,
  claimStep,
  closeStep,
  createLiveClaims,
  giveBackStep,
  heldByAnother,
  isForPerson,
  isHistory,
  isQueueFree,
  isSendOverdue,
  isSettledLate,
  isStale,
  isTurnOverdue,
  judgeFromMe,
  judgeOwnSend,
  judgePostponed,
  lateDueAt,
  learntFrom,
  mayRetry,
  next,
  nextStep,
  nextSend,
  overdueBefore,
  ownershipOf,
  planMerge,
  quietAt,
  releaseStep,
  returnWords,
  silenceReason,
  smallTalk,
  turnAfter,
  withoutAnswered,
}

export type Rules = typeof RULES
