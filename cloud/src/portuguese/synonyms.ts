/**
 * Light groups of words that mean nearly the same thing in Brazilian commerce and services. Generic vocabulary of the
 * trade, written as data: a group's name, then its words and phrases, folded, separated by commas. A question's word
 * matches another word of its group with less weight than the word itself.
 */
import { CARE_GROUPS } from './synonyms-care.ts'
import { PLACE_GROUPS } from './synonyms-place.ts'
import { TRADE_GROUPS } from './synonyms-trade.ts'

/** name → words and phrases of the group */
export const SYNONYM_GROUPS: ReadonlyMap<string, readonly string[]> = new Map(
  [...TRADE_GROUPS, ...PLACE_GROUPS, ...CARE_GROUPS].map(([name, list]) => [
    name,
    list.split(',').map((entry) => entry.trim()),
  ]),
)
