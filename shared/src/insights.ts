import { z } from 'zod'
import { HandoffReason } from './handoff.ts'

/** A calendar day in the tenant's time zone, `2026-03-31`. */
export const Day = z.iso.date()

/** The longest range of results, in days. */
export const MOST_INSIGHT_DAYS = 366

export const InsightsQuery = z.object({
  /** First and last day, both included; the last 30 days when left out. */
  from: Day.optional(),
  to: Day.optional(),
})

const Times = z.object({
  count: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
})

/** Counts of one day; nothing in them tells of a person. */
export const InsightDay = z.object({
  day: Day,
  /** Messages of customers. */
  received: z.number().int(),
  /** Questions the AI reacted to: answered, asked back or handed over. Small talk and silence are none. */
  questions: z.number().int(),
  answeredByAi: z.number().int(),
  handoffs: z.number().int(),
  /** Messages of people. */
  sentByPeople: z.number().int(),
  /** Of `answeredByAi`: no person had to act in the conversation within seven days. Null until those are over. */
  durable: z.number().int().nullable(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a US dollar. */
  costUsdMicro: z.number().int(),
})
export type InsightDay = z.infer<typeof InsightDay>

export const Insights = z.object({
  from: Day,
  to: Day,
  timeZone: z.string(),
  days: z.array(InsightDay),
  totals: InsightDay.omit({ day: true, durable: true }),
  /** Answered by the AI among questions, 0 to 1; null without questions. */
  answeredShare: z.number().nullable(),
  /** Answers old enough to be judged, how many of them held, and the share (null without any). */
  durable: z.object({ judged: z.number().int(), held: z.number().int(), share: z.number().nullable() }),
  handoffReasons: z.array(z.object({ reason: HandoffReason, count: z.number().int() })),
  responseTimes: z.object({
    /** From the last bubble of the customer's burst to the bot's reply handed to WhatsApp. */
    bot: Times,
    /** From the handoff to the first word of a person. */
    human: Times,
  }),
  costPerAnswerUsdMicro: z.number().nullable(),
})
export type Insights = z.infer<typeof Insights>
