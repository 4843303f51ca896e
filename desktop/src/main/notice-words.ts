import type { Notice } from '../engine/notices.ts'
import type { DesktopText } from './text/pt-br.ts'

/** Longer bodies are cut by every system, each in its own way. */
const MOST = 180

/** What a notification says. A phone number never stands in it: screens are seen by others. */
export function noticeWords(notice: Notice, text: DesktopText): { title: string; body: string } {
  const name = notice.name ?? text.notice.nobody
  const said = notice.text ?? text.notice.media
  const body = notice.reason ? `${text.reason[notice.reason]}: ${said}` : said
  return {
    title: text.notice[notice.kind](name),
    body: body.length > MOST ? `${body.slice(0, MOST - 1)}…` : body,
  }
}
