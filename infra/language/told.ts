import { tell } from './tell.mjs'

/** One message in the two languages we speak. */
export interface Words {
  en: string
  pt: string
}

/** A failure that the reader can mend: its message names the file or setting and what to do, and needs no stack. */
export class Told extends Error {
  constructor(words: Words, options?: ErrorOptions) {
    super(tell(words), options)
    this.name = 'Told'
  }
}
