import { HandoffReason } from '@plantao/shared/handoff'
import { mulberry32 } from '../../sandbox/src/random.ts'
import type { Story } from './acts.ts'
import { createTalk, type Talk } from './talk.ts'
import { FIRST_NAMES, LAST_NAMES } from './words.ts'

/** The dice of the lively company; any number does, as long as it stays. */
const SEED = 1630

const HOUR = 60
const DAY = 24 * HOUR

/** What happens in a conversation; `n` counts the conversations of its kind. */
type Recipe = (talk: Talk, n: number) => void

/** How many conversations of each kind there are; together they are two hundred. */
const KINDS: [count: number, recipe: Recipe][] = [
  [34, (talk) => talk.begin(5, 12 * HOUR).questions(1, 3)],
  [
    30,
    (talk) =>
      talk
        .begin(DAY, 27 * DAY)
        .questions(1, 4)
        .thanks(),
  ],
  // Each reason four times, from a minute to most of a day ago.
  [
    36,
    (talk, n) => {
      const reason = HandoffReason.options[n % HandoffReason.options.length]!
      // Nobody lets an emergency wait for hours.
      const isRecent = n < 9 || reason === 'emergency'
      talk.begin(isRecent ? 3 : HOUR, isRecent ? 50 : 20 * HOUR)
      if (n % 2) talk.questions(1, 1)
      talk.call(reason)
      if (n % 3 === 0) talk.asksAgain()
    },
  ],
  [
    10,
    (talk, n) =>
      talk
        .begin(20, 5 * HOUR)
        .call(HandoffReason.options[n % 4]!)
        .claim()
        .note(),
  ],
  // Claimed, and the claim taken back: it waits in the queue again.
  [
    4,
    (talk) =>
      talk
        .begin(30, 6 * HOUR)
        .call('complaint')
        .claim()
        .release(),
  ],
  [
    16,
    (talk) =>
      talk
        .begin(HOUR, 18 * HOUR)
        .call('low_confidence')
        .claim()
        .answer()
        .agree()
        .answer(),
  ],
  [
    10,
    (talk) =>
      talk
        .begin(HOUR, 18 * HOUR)
        .call('customer_asked')
        .claim()
        .answer()
        .asksAgain(),
  ],
  [
    8,
    (talk) =>
      talk
        .begin(HOUR, 16 * HOUR)
        .questions(1, 2)
        .phone()
        .agree(),
  ],
  [
    14,
    (talk) =>
      talk
        .begin(2 * DAY, 20 * DAY)
        .call('ungrounded')
        .claim()
        .answer()
        .agree()
        .giveBack()
        .questions(1, 1),
  ],
  [
    16,
    (talk) =>
      talk
        .begin(DAY, 27 * DAY)
        .call('complaint')
        .claim()
        .note()
        .answer()
        .agree()
        .close(),
  ],
  [4, (talk) => talk.begin(HOUR, 10 * HOUR).late()],
  [
    4,
    (talk) =>
      talk
        .begin(HOUR, 9 * HOUR)
        .call('low_confidence')
        .claim()
        .failed(),
  ],
  [
    10,
    (talk, n) =>
      talk
        .begin(10, 3 * DAY)
        .media(n)
        .questions(1, 1),
  ],
  // Regulars: hundreds of messages over weeks.
  [4, (talk) => talk.begin(26 * DAY, 28 * DAY).questions(40, 60, 14 * HOUR)],
]

/** Two hundred conversations of a bakery, always the same ones; times count back from whenever they are played. */
export function livelyStories(): Story[] {
  const random = mulberry32(SEED)
  const stories: Story[] = []
  for (const [count, recipe] of KINDS) {
    for (let n = 0; n < count; n += 1) {
      const number = stories.length
      const talk = createTalk(random)
      recipe(talk, n)
      stories.push({ ...talk.end(), name: nameOf(number), phone: phoneOf(number) })
    }
  }
  return stories
}

/** No two alike: the lists' lengths share no divisor with the steps. */
function nameOf(number: number): string {
  const first = FIRST_NAMES[(number * 7) % FIRST_NAMES.length]!
  const last = LAST_NAMES[(number * 3 + Math.floor(number / FIRST_NAMES.length)) % LAST_NAMES.length]!
  return `${first} ${last}`
}

/** Numbers that no operator gives out: after the ninth digit no Brazilian mobile has a nought. */
function phoneOf(number: number): string {
  const area = [31, 11, 21, 41, 71][number % 5]!
  return `55${area}90000${2000 + number}`
}
