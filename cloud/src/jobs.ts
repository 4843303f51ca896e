/** Every job of the house: its name and what it carries. Jobs carry ids, never text or secrets. */
export type Jobs = {
  /** A stored webhook event to be understood. */
  receive: { tenantId: string; rawEventId: number; traceId: string }
  /** A turn to be answered, or drafted while the customer may still be typing. */
  compose: { tenantId: string; conversationId: string; traceId: string }
  /** Outbound messages of one conversation to be sent, or an unclear send to be cleared up. */
  dispatch: { tenantId: string; conversationId: string; traceId: string }
  /** A file to be fetched from WhatsApp, kept, and understood where it holds words. */
  'fetch-media': { tenantId: string; messageId: string; traceId: string }
  /** Bytes that no message names any more. */
  'media-garbage': Record<string, never>
  /** Each number there is to be looked after; one of them. */
  watch: Record<string, never>
  'watch-instance': { tenantId: string; traceId: string }
  /** Each number's messages to be counted against WhatsApp's own list; one of them. */
  count: Record<string, never>
  'count-instance': { tenantId: string; traceId: string }
  /** A knowledge revision whose vectors could not be made while it was published. */
  'index-knowledge': { tenantId: string; revisionId: string }
  /** An Ensaio to be run: the tenant's questions against a text before it is published. */
  rehearse: { tenantId: string; rehearsalId: string }
  /** What a person answered to a question the AI could not: is it worth proposing as knowledge? */
  learn: { tenantId: string; conversationId: string; messageId: string }
  /** Rehearsals and proposals whose time is over. */
  'forget-learning': Record<string, never>
  /** Days that are over, counted before their messages go. */
  'count-days': Record<string, never>
  /** Turns and sends that nobody looks after any more. */
  sweep: Record<string, never>
  /** A mail to be sent. What is secret in it is made by the task. */
  'send-mail': { tenantId: string; mailId: string }
  /** A stored event of the payment service to be understood. */
  'apply-billing-event': { eventId: string; traceId: string }
  /** A subscription to be compared with the payment service and the clock. */
  'review-subscription': { tenantId: string }
  /** A subscription at the payment service that must charge nothing more. */
  'end-subscription': { account: string; subscriptionId: string }
  /** Money of a paid invoice to be given back, in cents. */
  repay: { account: string; invoice: string; cents: number }
  /** A held payment to be ended and given back; tried again while a bank has the money. Not `tenantId`: it has none. */
  'return-held': { account: string; subscriptionId: string }
  /** A boleto or Pix that ran out to be told to whoever began it; tried until then. Not `tenantId`: it may have none. */
  'tell-lapsed-payment': { account: string; checkout: string; until: string }
  /** A company that was deleted: nothing of it may be charged any more. Not `tenantId`: its jobs go with it. */
  'end-payments': { account: string }
  /** Owners whose customers wait too long are told. */
  'tell-waiting': Record<string, never>
  /** Owners whose team is larger than their plan are told. */
  'tell-seats': Record<string, never>
  /** Subscriptions whose time has come. */
  'billing-tick': Record<string, never>
  /** Payment events whose delivery was lost. */
  'reconcile-billing': Record<string, never>
  /** Conversations that people left alone for a day go back to the AI. */
  'return-stale': Record<string, never>
  /** Gives each tenant its own `retain` job. */
  retention: Record<string, never>
  /** What a tenant has kept for thirty days goes. */
  retain: { tenantId: string }
  /** The zip of an export. */
  'privacy-export': { tenantId: string; exportId: string }
  'erase-contact': { tenantId: string; certificateId: string }
  'erase-tenant': { tenantId: string }
}

export type JobName = keyof Jobs

export type JobOptions = {
  runAt?: Date
  /** A job waiting under the same key is replaced: the debounce. */
  key?: string
  attempts?: number
  /** This process does it right after the commit if it can; the queue has it in case the process dies. */
  inline?: boolean
}
