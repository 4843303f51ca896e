import { readdirSync, readFileSync } from 'node:fs'

/**
 * The recordings of the real Evolution 2.3.6 (`evolution/captures` of the project's shared material), kept once, beside
 * the cloud's own tests of them. Only tests read them.
 */
const FOLDER = new URL('../../../../cloud/src/whatsapp/fixtures/captures/', import.meta.url)

// biome-ignore lint/suspicious/noExplicitAny: recordings have every shape
type Recorded = any

/** One recording: a list of deliveries, or a call with its answer. */
export const captured = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))

/** Every recording there is, by name, in order. */
export const captureNames = (): string[] =>
  readdirSync(FOLDER)
    .map((file) => file.replace(/\.json$/, ''))
    .sort()

/** The body of a delivery: the one at `at` among those of this event. */
export const deliveredBody = (name: string, event: string, at = 0): Recorded =>
  captured(name).filter(({ body }: { body?: { event?: string } }) => body?.event === event)[at].body

/** What the real server answered to a call. */
export const answerOf = (name: string): { status: number; response: Recorded } => captured(`rest-${name}`)
