import { z } from 'zod'

/** An address in any of the forms that mail programs turn into a link: `evil.example`, `a@b`, `http://x`, `10.0.0.1`. */
const ADDRESS = /[\p{L}\p{N}]\.\p{L}{2}|:\/\/|@|\d\.\d{1,3}\.\d{1,3}\.\d/u
/** What nobody sees, or what turns the direction of the words around it: a name that reads other than it is. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u2800]|(?![\u200d\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u
/** The joiner inside an emoji made of several is no stranger in a name; anywhere else it is. */
const LONE_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/u
/** Marks piled upon one letter. */
const PILED = /\p{M}{4}/u
const SPOKEN = /[\p{L}\p{N}]/u

/** Characters a name may have. */
export const LONGEST_NAME = 120

/** Why a name may not stand in a mail or on a page, as an error's code; null when it may. Pure. */
export function faultOfName(name: string): 'name.has_address' | 'name.unreadable' | null {
  if (ADDRESS.test(name)) return 'name.has_address'
  const unreadable = UNSEEN.test(name) || LONE_JOINER.test(name) || PILED.test(name) || !SPOKEN.test(name)
  return unreadable ? 'name.unreadable' : null
}

/**
 * The name of a person or a company, wherever one is given: it goes into mails to people who never asked for them, so it
 * holds no address and nothing unseen. Spaces around it are dropped, several in a row become one.
 */
export const GivenName = z
  .string()
  .max(LONGEST_NAME * 2)
  .trim()
  .overwrite((name) => name.replace(/ {2,}/g, ' '))
  .min(1)
  .max(LONGEST_NAME)
  .superRefine((name, context) => {
    const error = name === '' ? null : faultOfName(name)
    if (error) context.addIssue({ code: 'custom', params: { error } })
  })

/** The most of a name that a mail says, so that its own words stay in sight. */
const LONGEST_MAILED = 80

/** A name as a mail may say it, also one from before names were judged: addresses are broken up, the unseen is left out. */
export function mailedName(name: string): string {
  const plain = name
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]+/gu, '')
    .replace(/:\/\/|@/g, ' ')
    .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '. ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return plain.length > LONGEST_MAILED
    ? `${[...plain]
        .slice(0, LONGEST_MAILED - 1)
        .join('')
        .trimEnd()}…`
    : plain
}
