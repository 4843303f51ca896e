import { AT } from './plain-text.ts'
import { rule, type Scan, take } from './scan.ts'
import { quantity } from './units.ts'

const N = '(?<!\\w)(?<!\\d[.,:/])(\\d{1,2})'
const CLOCK = '\\d{1,2}(?: ?(?:h|hs|hrs?)(?:\\d\\d)?|:\\d\\d| horas)(?!\\w)'
/** Words before a number that make it an hour of the day. */
const SURE = `(?<=(?<!\\w)(?:${AT}|as|das|pelas) )`
/** What follows a number that is no count of things. */
const ALONE = `(?= ?(?:$|[.,;:!?)\\n/-](?!\\d)|(?:as|${AT}|a|ao|ate|e|ou|na|no|nas|nos|em|de|do|da|todo|todos|todas)(?!\\w)))`

/** Hours of the day: "8h30", "08:30", "às 8", "8 às 18h", "oito e meia", "8 da noite", "meio-dia". "8h" may also be a duration. */
export function takeHours(scan: Scan): void {
  take(scan, /(?<!\w)meio[- ]dia( e meia)?(?!\w)/g, ([, half]) => hour(12, half ? 30 : 0))
  take(scan, /(?<!\w)meia[- ]noite( e meia)?(?!\w)/g, ([, half]) => hour(0, half ? 30 : 0))
  const part = rule(
    `${N}(?: ?(?:h|hs|hrs?|horas?))?(?::?(\\d\\d)|( e meia))?(?: ?h)? (?:da|de) (manha|tarde|noite|madrugada)(?!\\w)`,
    'g',
  )
  take(scan, part, ([, h, minutes, half, of]) =>
    hour(hourOfDay(Number(h), of!), half ? 30 : Number(minutes ?? 0)),
  )
  take(scan, rule(`${N}(?: horas?)? e meia(?! (?:hora|duzia))(?!\\w)`, 'g'), ([text, h]) => [
    ...(hour(Number(h), 30) ?? []),
    ...(text!.includes('hora') ? [quantity(Number(h) + 0.5, 'h')] : []),
  ])
  take(scan, rule(`(?<=(?<!\\w)(?:${AT}|as) )(\\d{1,2}) e (15|30|45)${ALONE}`, 'g'), ([, h, minutes]) =>
    hour(Number(h), Number(minutes)),
  )
  takeRangeStarts(scan)
  take(scan, rule(`${SURE}(\\d{1,2})(?: ?h ?|:)(\\d\\d)(?: ?(?:min|hs?|hrs?))?(?![\\w:])`, 'g'), ([, h, m]) =>
    hour(+h!, +m!),
  )
  take(scan, rule(`${N}:(\\d\\d)(?: ?(?:hs?|hrs?))?(?![\\w:])`, 'g'), ([, h, m]) => hour(+h!, +m!))
  take(scan, rule(`${N} ?h(?: ?e)? ?(\\d\\d)(?: ?(?:min|minutos))?(?![\\w:])`, 'g'), ([, h, m]) =>
    either(+h!, +m!),
  )
  take(scan, rule(`${SURE}(\\d{1,2}) ?(?:h|hs|hrs?|horas?)(?!\\w)`, 'g'), ([, h]) => hour(+h!, 0))
  take(
    scan,
    rule(
      `${N} ?(?:h|hs|hrs?|horas)(?!\\w)(?! ?(?:de antecedencia|antes|depois|uteis|seguidas|corridas))`,
      'g',
    ),
    ([, h]) => either(+h!, 0),
  )
  take(scan, rule(`(?<=(?<!\\w)${AT} )(\\d{1,2})${ALONE}`, 'g'), ([, h]) => hour(+h!, 0))
  take(scan, rule(`(?<=(?<!\\w)(?:as|das) )(\\d{1,2})${ALONE}`, 'g'), ([, h]) => {
    const read = hour(+h!, 0)
    return read && [...read, `number:${+h!}`]
  })
}

/** The first end of a range takes its kind from the second: "8 às 18h", "8-18h", "de 9 a 12h". */
function takeRangeStarts(scan: Scan): void {
  take(scan, rule(`${N}(?= ?(?:${AT}|as) (?:as )?\\d{1,2}(?!\\d|[.,]\\d))`, 'g'), ([, h]) => hour(+h!, 0))
  take(scan, rule(`${N}(?= ?(?:-|a|ate|e|ou) (?:as |${AT} )?${CLOCK}|-${CLOCK})`, 'g'), ([, h]) =>
    either(+h!, 0),
  )
  take(scan, /(?<=\d(?: ?hs?| ?h\d\d|:\d\d) ?- ?)(\d{1,2})(?![\w:])/g, ([, h]) => hour(+h!, 0))
}

function either(h: number, m: number): string[] | null {
  const read = hour(h, m)
  return read && [...read, quantity(h + m / 60, 'h')]
}

/** 24:00 is 0:00; null when no clock shows it. */
function hour(h: number, m: number): string[] | null {
  if (h > 24 || m > 59) return null
  return [`hour:${h % 24}:${String(m).padStart(2, '0')}`]
}

function hourOfDay(h: number, part: string): number {
  if (part === 'noite' && h === 12) return 0
  return (part === 'tarde' || part === 'noite') && h < 12 ? h + 12 : h
}
