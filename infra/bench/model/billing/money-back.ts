import type { World } from './world.ts'

/** Every refund by hand and every dispute is known as it stands, told once for each thing it came to, and truly. */
export function expectMoneyBackTold({ ours, charges }: World): void {
  if (!ours.standing) return
  const toldOf = (id: string) => ours.toldOf.filter((one) => one.id === id).map(({ mail }) => mail)
  for (const { refunds, disputes } of charges.values()) {
    for (const { id, ours: isOurs } of refunds) {
      const told = toldOf(id).length
      if (told !== (isOurs ? 0 : 1)) throw new Error(`a refund was told ${told} times`)
    }
    for (const { id, state } of disputes) {
      if (ours.reversals.get(id) !== state) throw new Error('a dispute is not known as it stands')
      const told = toldOf(id)
      if (new Set(told).size < told.length) throw new Error('one thing about a dispute was told twice')
      if (state === 'lost' && !told.includes('dispute_lost')) throw new Error('a lost dispute was not told')
      if (told.at(-1) === 'dispute_opened' && state !== 'open')
        throw new Error('how a dispute ended was not told')
    }
  }
}
