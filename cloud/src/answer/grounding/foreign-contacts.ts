import { fold } from '@plantao/shared/fold'
import { addressesIn } from './addresses.ts'
import { dialableIn, digitsIn, isKnownNumber } from './dialable.ts'

/** Words of a sentence that says where money is to go, or whom to call. Folded. */
const LEADS_TO =
  /\b(?:lig(?:ue|ar|a)|disque|discar|telefone|fone|sms|whats\w{0,3}|zap|celular|call|text|llame|chave|conta (?:corrente|poupanca|bancaria)|(?:na|para a|pra) conta|agencia|deposit[aeo]\w{0,6}|transf[eio]\w{0,8}|linha digitavel|pix(?::| e| para| pra| pro| no numero| numero))/
/** Numbers of an account or a branch; money, shares and quantities of something are none. */
const ACCOUNT =
  /(?<![\d.,-]|r\$|r\$ )\d{3,}(?:-[\dx](?!\d))?(?![\d%]|[.,]\d| ?%| (?!ag|conta|banco|digito|e )[a-z])/g

/**
 * Ways to reach or pay somebody that a draft names and the company's own text does not: links, e-mails, handles, telephone
 * and document numbers, payment keys, accounts. What the customer wrote is no source for them, nor is anything said before:
 * a swindler's number must not come out of the company's mouth because it was put in.
 */
export function foreignContacts(draft: string, company: readonly string[]): string[] {
  const addresses = addressesIn(draft)
  const numbers = dialableIn(draft)
  const accounts = accountsIn(draft)
  if (addresses.length + numbers.length + accounts.length === 0) return []
  const text = company.join('\n')
  const known = addressesIn(text)
  const hosts = new Set([...known, ...known.map((address) => address.split(/[/?#]/)[0]!)])
  // A link to a chat holds the number, too.
  const knownNumbers = [...dialableIn(text), ...known.flatMap((address) => dialableIn(address))]
  const knownDigits = digitsIn(text)
  return [
    ...addresses.filter((address) => !hosts.has(address)),
    ...numbers.filter((digits) => !isKnownNumber(digits, knownNumbers)),
    ...accounts.filter((account) => {
      const digits = account.replace(/\D/g, '')
      return !knownDigits.some((one) => one.includes(digits))
    }),
  ]
}

function accountsIn(draft: string): string[] {
  return fold(draft)
    .split(/(?<=[.!?…])\s+|\n+/)
    .filter((sentence) => LEADS_TO.test(sentence))
    .flatMap((sentence) => sentence.match(ACCOUNT) ?? [])
}
