import { withoutEnd } from '@plantao/shared/ends'
import { rule, type Scan, take } from './scan.ts'

const DOMAIN =
  '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:com\\.br|net\\.br|org\\.br|com|br|net|org|app|io|link|shop|store|site|online|dev|ai)'

/** E-mails, links, @handles and telephone or document numbers. */
export function takeContacts(scan: Scan): void {
  take(scan, /(?<![\w.+-])[\w.+-]+@[\w-]+(?:[.+]+[\w-]+)+/g, ([email]) => [`email:${email}`])
  take(scan, /(?:https?|ftp):\/\/[^\s<>"')\]]+|www\.[^\s<>"')\]]+/g, ([link]) => [`link:${bare(link!)}`])
  take(
    scan,
    rule(`(?<![\\w@.-])(?:${DOMAIN}|(?:wa|t|m)\\.me)(?![\\w-])(?:/[^\\s<>"')\\]]*)?`, 'g'),
    ([link]) => [`link:${bare(link!)}`],
  )
  take(scan, /(?<![\w.])@[a-z_][\w.]*\w/g, ([handle]) => [`link:${handle}`])
  take(
    scan,
    /(?<![\d,.$])(?<!r\$ ?)(?:\+?55[ .-]*)?(?:\(?0?\d{2}\)?[ .-]*)?(?:9[ .-]?)?\d{4}[ .-]?\d{4}(?![\d%]|[.,/]\d)/g,
    ([phone]) => (/^(?:19|20)\d\d ?[- ] ?(?:19|20)\d\d$/.test(phone!) ? null : digits(phone!)),
  )
  take(
    scan,
    /(?<![\d,.$])(?<!r\$ ?)(?:0[38]00[ .-]?\d{3}[ .-]?\d{3,4}|\d{2}\.?\d{3}\.?\d{3}\/\d{4}-\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2}|\d{5}-\d{3}|\d{7,})(?![\d%]|[.,/]\d)/g,
    ([long]) => digits(long!),
  )
}

function bare(link: string): string {
  return withoutEnd(link.replace(/^\w+:\/\//, '').replace(/^www\./, ''), /[.,;:!?/]/)
}

/** A number is itself and, without country or area code, its local part: a draft may leave out, never add. */
function digits(written: string): string[] {
  const all = written.replace(/\D/g, '')
  const national =
    all.length > 11 && all.startsWith('55') ? all.slice(2) : all.replace(/^0(?=\d{10,11}$)/, '')
  return [`phone:${national}`]
}
