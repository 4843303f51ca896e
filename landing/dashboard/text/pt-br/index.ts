import { bot } from './bot.ts'
import { held, results, subscription, team } from './company.ts'
import { door, menu, ui } from './frame.ts'
import { knowledge } from './knowledge.ts'
import { proposals, rehearsal, unanswered } from './learning.ts'
import { mails } from './mails.ts'
import { profile } from './profile.ts'
import { start, support, tutorials } from './start.ts'
import { whatsapp } from './whatsapp.ts'

/** The dashboard's words in Portuguese, and the shape of every other language. */
export const ptBR = {
  locale: 'pt-BR',
  /** As the failures' catalogue names it. */
  short: 'pt' as 'pt' | 'en',
  ui,
  menu,
  door,
  held,
  start,
  knowledge,
  rehearsal,
  proposals,
  unanswered,
  whatsapp,
  bot,
  team,
  results,
  mails,
  subscription,
  profile,
  tutorials,
  support,
}

export type Text = typeof ptBR
