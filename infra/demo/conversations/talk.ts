import type { HandoffReason } from '@plantao/shared/handoff'
import type { Random } from '../../sandbox/src/random.ts'
import type { Act, Story } from './acts.ts'
import { MEDIA } from './media-acts.ts'
import { AGREED, ANSWERS, CALLS, HELLOS, NOTES, THANKS, TOPICS } from './words.ts'

/** Attendants of a filled company: the owner is the first member. */
const ATTENDANTS = 3
/** A minute before now nothing happens any more. */
const NEWEST = 1

/** Steps of a conversation, in the order in which they are called; each goes on where the last one ended. */
export interface Talk {
  /** The conversation began between so many minutes ago. */
  begin(from: number, to: number): Talk
  /** The customer asks and the bot answers, so many times; `pause`: most minutes between two questions. */
  questions(least: number, most: number, pause?: number): Talk
  thanks(): Talk
  call(reason: HandoffReason): Talk
  /** The customer writes while a person is awaited or has answered; nobody has looked yet. */
  asksAgain(): Talk
  claim(): Talk
  release(): Talk
  note(): Talk
  answer(): Talk
  agree(): Talk
  phone(): Talk
  giveBack(): Talk
  close(): Talk
  /** A message that came hours after it was written. */
  late(): Talk
  /** An attendant's answer that could not be sent. */
  failed(): Talk
  /** Something else than words; `n` says which. */
  media(n: number): Talk
  end(): Pick<Story, 'acts' | 'unread'>
}

/** Like `Omit`, for each member of a union. */
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/** A conversation that is written step by step with the given dice. */
export function createTalk(random: Random): Talk {
  const acts: Act[] = []
  let ago = 0
  let unread = 0
  let member = 1
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const between = (least: number, most: number) => least + random() * (most - least)
  /** Some minutes pass, but never past now. */
  const pass = (least: number, most: number) => {
    ago = Math.max(NEWEST, ago - Math.min(between(least, most), ago * 0.4))
  }
  const add = (act: Without<Act, 'ago'>) => void acts.push({ ...act, ago: round(ago) } as Act)
  /** A few seconds later: how long the bot takes. */
  const soon = () => {
    ago = Math.max(NEWEST / 2, ago - 0.05)
  }

  const talk: Talk = {
    begin(from, to) {
      // More of them recent than old.
      ago = from + (to - from) * random() ** 1.6
      member = 1 + Math.floor(random() * ATTENDANTS)
      if (random() < 0.35) {
        add({ by: 'contact', text: pick(HELLOS) })
        soon()
        add({
          by: 'ai',
          decision: 'smalltalk',
          text: 'Oi! Aqui é o assistente da confeitaria 🙂 No que posso ajudar?',
        })
        pass(0.5, 3)
      }
      return talk
    },
    questions(least, most, pause = 9) {
      const count = Math.round(between(least, most))
      for (let i = 0; i < count; i += 1) {
        const { questions, reply, cites } = pick(TOPICS)
        const heart =
          random() < 0.08 ? { reactions: [{ by: 'contact' as const, emoji: pick(['❤️', '👍', '🙏']) }] } : {}
        const fixed = random() < 0.05 ? { before: 'errei, desculpa' } : {}
        add({ by: 'contact', text: pick(questions), ...fixed })
        soon()
        const confidence = Number(between(0.62, 0.97).toFixed(2))
        const status = ago < 30 ? 'delivered' : 'read'
        add({ by: 'ai', decision: 'reply', cites, confidence, text: reply, status, ...heart })
        pass(1, pause)
      }
      return talk
    },
    thanks() {
      add({ by: 'contact', text: pick(THANKS) })
      soon()
      add({ by: 'ai', decision: 'smalltalk', text: 'Por nada! Qualquer coisa, é só chamar.' })
      pass(1, 3)
      return talk
    },
    call(reason) {
      const { asked, told } = CALLS[reason]
      const text = pick(asked)
      if (text) add({ by: 'contact', text })
      else add({ by: 'contact', file: pick(['pdf', 'video', 'cake'] as const) })
      soon()
      const doubtful = reason === 'low_confidence' || reason === 'ungrounded'
      add({
        by: 'ai',
        decision: 'handoff',
        reason,
        question: text || 'Enviou um arquivo sem dizer o que deseja',
        text: told,
        ...(doubtful ? { confidence: Number(between(0.12, 0.46).toFixed(2)) } : {}),
      })
      unread = 1
      pass(2, 12)
      return talk
    },
    asksAgain() {
      add({ by: 'contact', text: pick(['Conseguiram ver?', 'Alguma novidade?', 'Ainda estão aí?', 'Oi?']) })
      unread += 1
      pass(1, 4)
      return talk
    },
    claim() {
      add({ by: 'claim', member })
      unread = 0
      pass(1, 4)
      return talk
    },
    release() {
      add({ by: 'release', member })
      pass(1, 2)
      return talk
    },
    note() {
      add({ by: 'note', member, text: pick(NOTES) })
      pass(1, 3)
      return talk
    },
    answer() {
      const last = acts.findLastIndex((act) => act.by === 'contact')
      add({ by: 'member', member, text: pick(ANSWERS), ...(random() < 0.3 ? { quotes: last } : {}) })
      unread = 0
      pass(2, 20)
      return talk
    },
    agree() {
      const taken = random() < 0.1 ? { withdrawn: true as const } : {}
      add({ by: 'contact', text: pick(AGREED), ...taken })
      pass(1, 6)
      return talk
    },
    phone() {
      add({
        by: 'phone',
        text: pick(ANSWERS),
        ...(random() < 0.4 ? { before: 'Oi! Um minutinho que já vejo.' } : {}),
      })
      pass(2, 10)
      return talk
    },
    giveBack() {
      add({ by: 'return' })
      pass(60, 600)
      return talk
    },
    close() {
      add({ by: 'close' })
      return talk
    },
    late() {
      const { questions } = pick(TOPICS)
      const question = pick(questions)
      add({ by: 'contact', text: question, lateBy: Math.round(between(200, 900)) })
      add({ by: 'called for history', question })
      unread = 1
      return talk
    },
    failed() {
      add({ by: 'member', member, text: pick(ANSWERS), failure: 'disconnected' })
      unread = 0
      return talk
    },
    media(n) {
      add({ by: 'contact', ...MEDIA[n % MEDIA.length]! })
      soon()
      add({ by: 'ai', decision: 'smalltalk', text: 'Recebi, obrigado! Me diga como posso ajudar.' })
      pass(1, 4)
      return talk
    },
    end: () => ({ acts, unread }),
  }
  return talk
}

/** Minutes to a tenth of a second. */
function round(minutes: number): number {
  return Math.round(minutes * 600) / 600
}
