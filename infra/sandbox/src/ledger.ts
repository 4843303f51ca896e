import type { FastifyInstance } from 'fastify'

interface LedgerEntry {
  id: string
  contact: string
  instance: string
  kind: string
  text: string
  at: number
}

/** A message that came in: typed by the customer, or (fromMe) on the company's own phone. */
export interface LedgerIn extends LedgerEntry {
  fromMe: boolean
  /** How often it was delivered under its id; more than 1 is a redelivery. */
  deliveries: number
}

/** Counts every message once: in when the sandbox takes it, out when WhatsApp would have. */
export class Ledger {
  readonly in: LedgerIn[] = []
  readonly out: LedgerEntry[] = []
  readonly #byId = new Map<string, LedgerIn>()

  /** Notes a message in; the same id at the same instance again only raises `deliveries`. */
  received(entry: Omit<LedgerIn, 'deliveries'>): void {
    const id = `${entry.instance}/${entry.id}`
    const known = this.#byId.get(id)
    if (known) {
      known.deliveries += 1
      return
    }
    const row = { ...entry, deliveries: 1 }
    this.#byId.set(id, row)
    this.in.push(row)
  }

  /** Notes a message that Evolution accepted and sent. */
  sent(entry: LedgerEntry): void {
    this.out.push(entry)
  }
}

const readable = <Row extends LedgerEntry>(row: Row) => ({
  ...row,
  at: new Date(row.at).toISOString(),
  atMs: row.at,
})

/** `GET /ledger` → `{in, out}`, times as ISO (`at`) and epoch milliseconds (`atMs`). */
export function registerLedger(app: FastifyInstance, ledger: Ledger): void {
  app.get('/ledger', async () => ({ in: ledger.in.map(readable), out: ledger.out.map(readable) }))
}
