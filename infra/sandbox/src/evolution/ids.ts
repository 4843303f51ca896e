import { randomBytes } from 'node:crypto'

const hex = (bytes: number): string => randomBytes(bytes).toString('hex').toUpperCase()

/** Id of a message that Evolution's own socket sends. */
export const apiMessageId = (): string => `3EB0${hex(9)}`
/** Id as an Android phone makes it. */
export const androidMessageId = (): string => `AC${hex(15)}`
/** Id as an iPhone makes it. */
export const iphoneMessageId = (): string => `3A${hex(9)}`

/** The device an id betrays, by Baileys' getDevice. */
export function deviceOf(id: string): string {
  if (/^3A.{18}$/.test(id)) return 'ios'
  if (/^3E.{20}$/.test(id)) return 'web'
  if (/^(.{21}|.{32})$/.test(id)) return 'android'
  if (/^(3F|.{18}$)/.test(id)) return 'desktop'
  return 'unknown'
}
