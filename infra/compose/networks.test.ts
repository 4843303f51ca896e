import { describe, expect, it } from 'vitest'
import { compose, services } from './compose-file.ts'

const CLOUD = ['scheduler', 'web-a', 'web-b', 'worker-a', 'worker-b']
const WEB = ['web-a', 'web-b']
const networksOf = ({ networks }: (typeof compose.services)[string]) =>
  Array.isArray(networks) ? networks : Object.keys(networks)

/** Every two services that stand in one network, and so can reach each other's ports; processes of the cloud count as one. */
function meetings(): string[] {
  const found = new Set<string>()
  for (const network of Object.keys(compose.networks)) {
    const there = services
      .filter(([, service]) => networksOf(service).includes(network))
      .map(([name]) => name)
    for (const one of there)
      for (const other of there) {
        const pair = [one, other].map((name) => (CLOUD.includes(name) ? 'cloud' : name)).sort()
        if (pair[0] !== pair[1]) found.add(pair.join(' – '))
      }
  }
  return [...found].sort()
}

describe('the networks', () => {
  it('let meet only who has business together', () => {
    expect(meetings()).toEqual(
      [
        'cloud – nginx',
        'cloud – evolution',
        'cloud – postgres',
        'cloud – redis',
        'chroma – cloud',
        'cloud – prometheus',
        'evolution – nginx',
        'evolution – postgres',
        'migrate – postgres',
        'backup – postgres',
        'postgres – restore',
        'blackbox – nginx',
        'alertmanager – prometheus',
        'blackbox – prometheus',
        'grafana – prometheus',
        // In one room with those, without business: none of them holds what another may not see.
        'alertmanager – blackbox',
        'alertmanager – grafana',
        'blackbox – grafana',
        // All of one image, with the same secrets or fewer.
        'backup – cloud',
        'cloud – migrate',
        'cloud – restore',
        'backup – migrate',
        'backup – restore',
        'migrate – restore',
      ].sort(),
    )
  })

  it('keep nginx from all but the web processes, and Evolution from Redis', () => {
    const door = services.filter(([, service]) => networksOf(service).includes('door')).map(([name]) => name)
    expect(door.sort()).toEqual(['nginx', ...WEB])
    expect(meetings()).not.toContain('evolution – redis')
  })

  it('have a way out only where it is needed', () => {
    const inner = Object.entries(compose.networks).filter(([, { internal }]) => internal)
    const closed = services.filter(([, service]) =>
      networksOf(service).every((name) => inner.some(([other]) => other === name)),
    )
    expect(closed.map(([name]) => name).sort()).toEqual(
      ['blackbox', 'chroma', 'migrate', 'postgres', 'prometheus', 'redis', 'restore'].sort(),
    )
  })

  it('tell IPv6 visitors apart: without IPv6 to the container all come from the bridge’s own address', () => {
    expect(compose.networks.outward).toEqual({ enable_ipv6: true })
    expect(networksOf(compose.services.nginx!)).toContain('outward')
  })

  it.each(services)('%s stands in networks that exist', (_, service) => {
    for (const name of networksOf(service)) expect(Object.keys(compose.networks)).toContain(name)
  })
})

/** The version in which the last hole known when this was written was closed, by the vendors' own lists. */
const CLOSED_IN = {
  // CVE-2026-42533: a map with a regular expression, as ours; six more in 1.30.7.
  nginx: '1.30.7',
  // CVE-2025-49844 (Lua) to CVE-2026-81934.
  redis: '8.6.6',
  postgres: '18.7',
  // CVE-2026-27876.
  grafana: '12.4.2',
}

describe('the images', () => {
  it.each(Object.entries(CLOSED_IN))(
    '%s is no older than %s, where its last known hole was closed',
    (name, least) => {
      const version = /:v?(\d+(?:\.\d+)+)/.exec(compose.services[name]!.image)![1]!
      const numbers = (text: string) => text.split('.').map(Number)
      const [wanted, there] = [numbers(least), numbers(version)]
      const differs = wanted.findIndex((number, at) => number !== there[at])
      expect(differs < 0 || there[differs]! > wanted[differs]!, `${version} < ${least}`).toBe(true)
      expect(there[0]).toBe(wanted[0])
    },
  )
})
