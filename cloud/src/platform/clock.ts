/** The one clock of application, queue and SQL. Tests turn `Date`; no query asks the database what time it is. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
