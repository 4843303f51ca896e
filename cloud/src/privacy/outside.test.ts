import { KEPT_OUTSIDE_DAYS } from '@plantao/shared/privacy'
import { expect, it } from 'vitest'
import { KEPT_MS } from '../../../desktop/src/engine/backfill.ts'
import { KEPT_MS as RETAINED_MS } from '../conversations/index.ts'
import { backupName, expiredBackups } from '../operations/backup-files.ts'
import { outsideOf } from './outside.ts'

const DAY = 86_400_000
const at = new Date('2026-11-24T12:00:00Z')

it('tells what is left, until when, and what an owner put into the knowledge', () => {
  expect(outsideOf({ requestedAt: at, evolutionClearedAt: null, leftInKnowledge: 0 })).toEqual([
    { where: 'backups', until: '2027-05-27T12:00:00.000Z' },
    { where: 'evolution', until: '2026-12-24T12:00:00.000Z' },
    { where: 'consoles', until: '2026-12-24T12:00:00.000Z' },
    { where: 'whatsapp' },
  ])
  const cleared = new Date('2026-11-24T13:00:00Z')
  const later = outsideOf({ requestedAt: at, evolutionClearedAt: cleared, leftInKnowledge: 2 })
  expect(later).toContainEqual({ where: 'evolution', goneAt: cleared.toISOString() })
  expect(later).toContainEqual({ where: 'knowledge', answers: 2 })
})

it('promises what the others keep to: backups by their rotation, consoles and Evolution by their thirty days', () => {
  expect(KEPT_OUTSIDE_DAYS.consoles * DAY).toBe(KEPT_MS)
  expect(KEPT_OUTSIDE_DAYS.evolution * DAY).toBe(RETAINED_MS)
  // Three years, a backup every day.
  let kept: string[] = []
  let oldest = 0
  for (let day = 0; day < 3 * 365; day++) {
    const today = new Date(at.getTime() + day * DAY)
    kept.push(backupName(today))
    const gone = new Set(expiredBackups(kept))
    kept = kept.filter((name) => !gone.has(name))
    const first = Math.min(...kept.map((name) => Date.parse(`${name.slice(8, 18)}T12:00:00Z`)))
    oldest = Math.max(oldest, (today.getTime() - first) / DAY)
  }
  expect(oldest).toBeGreaterThan(100)
  expect(oldest).toBeLessThanOrEqual(KEPT_OUTSIDE_DAYS.backups)
})
