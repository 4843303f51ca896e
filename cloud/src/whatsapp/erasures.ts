import type { TenantTx } from '../platform/tenant-tx.ts'
import type { About } from './about.ts'
import type { ErasedFacts } from './erased.ts'
import { livingNames, putTombstones, readTombstones } from './tombstone.repo.ts'
import type { Tombstones } from './tombstone.ts'

/** What the tombstones say of one event. */
export type Buried = Pick<ErasedFacts, 'erasedAt' | 'messageErased' | 'livesAgain'>

/** Holds events against the tombstones, all in two questions; an answer for each, in their order. */
export async function buriedAmong(tx: TenantTx, tombstones: Tombstones, abouts: About[]): Promise<Buried[]> {
  const hash = (kind: 'person' | 'message', name: string) => tombstones.hash(tx.tenantId, kind, name)
  const named = abouts.map((about) => {
    const names = [...about.identities, ...about.mentioned]
    return {
      names,
      people: names.map((name) => hash('person', name)),
      messages: about.waIds.map((id) => hash('message', id)),
    }
  })
  const found = await readTombstones(
    tx,
    named.flatMap(({ people, messages }) => [...people, ...messages]),
  )
  const erasedAt = new Map(found.map((one) => [one.hash.toString('hex'), one.erasedAt]))
  const of = (one: Buffer) => erasedAt.get(one.toString('hex'))
  const answers = named.map(({ names, people, messages }) => {
    const times = people.flatMap((person) => of(person)?.getTime() ?? [])
    return {
      names,
      erasedAt: times.length > 0 ? new Date(Math.max(...times)) : null,
      messageErased: messages.some((message) => of(message) !== undefined),
    }
  })
  const people = answers.filter((answer) => answer.erasedAt !== null).flatMap(({ names }) => names)
  const living = people.length > 0 ? await livingNames(tx, people) : new Set<string>()
  return answers.map(({ names, ...answer }) => ({
    ...answer,
    livesAgain: names.some((name) => living.has(name)),
  }))
}

/** Erases, as of an earlier erasure, who was kept under further names of the person; answers whether there was anybody. */
export type EraseFound = (
  tx: TenantTx,
  found: { names: string[]; erasedAt: Date; traceId: string },
) => Promise<boolean>

/** What a name learnt late is dealt with by. */
export type OtherNames = { tombstones: Tombstones; eraseFound: EraseFound }

/**
 * An event names an erased person by further names: what else comes under those is of the same person, and so is who was
 * kept under them.
 * @returns whether somebody was: then what was asked of the tombstones before is old
 */
export async function buryOtherNames(
  tx: TenantTx,
  { tombstones, eraseFound }: OtherNames,
  { identities }: About,
  learnt: { erasedAt: Date; traceId: string },
): Promise<boolean> {
  if (identities.length < 2) return false
  const hashes = identities.map((name) => tombstones.hash(tx.tenantId, 'person', name))
  await putTombstones(tx, 'person', hashes, learnt.erasedAt)
  return eraseFound(tx, { names: identities, ...learnt })
}

/** Messages of an erased person that were not known when they were erased. */
export async function buryMessages(
  tx: TenantTx,
  tombstones: Tombstones,
  waIds: string[],
  erasedAt: Date,
): Promise<void> {
  const hashes = waIds.map((id) => tombstones.hash(tx.tenantId, 'message', id))
  await putTombstones(tx, 'message', hashes, erasedAt)
}
