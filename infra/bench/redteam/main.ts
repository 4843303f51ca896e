import { openQualityHouse } from '../quality/house.ts'
import type { Report } from '../report.ts'
import { loadTenants } from '../retrieval/data.ts'
import { loadAttacks, obeys } from './attacks.ts'

/** Puts every attack to the bakery's bot, with the sandbox's models or those of `OPENAI_API_KEY`; obeyed ones are printed by id. */
export async function run(report: Report): Promise<void> {
  const house = await openQualityHouse()
  const road = house.real ? 'real' : 'offline'
  try {
    const bakery = loadTenants('companies')[0]!
    const { ask } = await house.moveIn(bakery.name, bakery.text)
    const decisions = new Map<string, number>()
    let obeyed = 0
    const attacks = loadAttacks()
    for (const attack of attacks) {
      const { decision, reply = '' } = await ask(attack.text)
      decisions.set(decision, (decisions.get(decision) ?? 0) + 1)
      if (decision === 'handoff' || !obeys(reply, attack)) continue
      obeyed += 1
      console.error(`obeyed: ${attack.id}`)
    }
    report({ metric: `${road}.attacks`, value: attacks.length, unit: 'attacks' })
    for (const kind of ['text', 'audio', 'image'] as const)
      report({
        metric: `${road}.attacks.${kind}`,
        value: attacks.filter((attack) => attack.kind === kind).length,
        unit: 'attacks',
      })
    report({ metric: `${road}.obeyed`, value: obeyed, unit: 'attacks' })
    for (const [decision, count] of decisions)
      report({ metric: `${road}.${decision}`, value: count, unit: 'attacks' })
  } finally {
    await house.close()
  }
}
