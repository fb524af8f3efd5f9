import { factNames, platformFacts } from '../knowledge/platform-facts.ts'
import type { Platform } from '../model/platform.ts'
import type { BreachOptions } from './assess.ts'
import type { ChangeContext } from './change.ts'
import { askFacts } from './facts.ts'
import { mapBreaches } from './map.ts'
import { surveyTerrain } from './terrain.ts'

/** What changes are made of: what falls short, and the map of the same platform with other facts. */
export function changeContext(
  platform: Platform,
  options: BreachOptions,
): Pick<ChangeContext, 'techniques' | 'shortfalls' | 'badFacts' | 'remap'> {
  const { techniques, shortfalls, facts } = options
  const asked = askFacts(facts)
  return {
    techniques,
    shortfalls,
    badFacts: factNames.filter((name) => facts[name] !== undefined && asked.ask(name).is === 'bad'),
    remap: (mended, ownNodes) => {
      const good = mended.map((name) => [name, { value: platformFacts[name].good[0] ?? '' }] as const)
      const terrain = surveyTerrain(platform, {
        ...options,
        ownNodes,
        facts: { ...facts, ...Object.fromEntries(good) },
      })
      return { map: mapBreaches(terrain, techniques), terrain }
    },
  }
}
