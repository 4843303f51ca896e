import { type ErasureCertificate, KEPT_OUTSIDE_DAYS } from '@plantao/shared/privacy'

const DAY_MS = 86_400_000

type Facts = { requestedAt: Date; evolutionClearedAt: Date | null; leftInKnowledge: number }

/** What an erasure does not reach, and until when it is there at the most. Pure. */
export function outsideOf({
  requestedAt,
  evolutionClearedAt,
  leftInKnowledge,
}: Facts): ErasureCertificate['outside'] {
  const until = (days: number) => new Date(requestedAt.getTime() + days * DAY_MS).toISOString()
  return [
    { where: 'backups', until: until(KEPT_OUTSIDE_DAYS.backups) },
    evolutionClearedAt
      ? { where: 'evolution', goneAt: evolutionClearedAt.toISOString() }
      : { where: 'evolution', until: until(KEPT_OUTSIDE_DAYS.evolution) },
    { where: 'consoles', until: until(KEPT_OUTSIDE_DAYS.consoles) },
    { where: 'whatsapp' },
    ...(leftInKnowledge > 0 ? [{ where: 'knowledge' as const, answers: leftInKnowledge }] : []),
  ]
}
