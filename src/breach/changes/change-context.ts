import { factNames, platformFacts } from '../../knowledge/platform-facts.ts'
import type { Platform } from '../../model/platform.ts'
import type { BreachOptions } from '../breach-options.ts'
import type { ChangeContext } from './change.ts'
import { askFacts } from '../facts/facts.ts'
import { type IsLeft, mapBreaches } from '../map/map.ts'
import { surveyTerrain, type Terrain } from '../terrain.ts'

/** The part of a terrain of which a map is drawn. */
export interface Part {
  readonly terrain: Terrain
  readonly isLeft: IsLeft
}

export type PartOf = (terrain: Terrain) => Part

/** What changes are made of: what falls short, and the map of the same platform with other facts. */
export function changeContext(
  platform: Platform,
  options: BreachOptions,
  part: PartOf = all,
): Pick<ChangeContext, 'techniques' | 'shortfalls' | 'badFacts' | 'remap'> {
  const { techniques, shortfalls, facts } = options
  const asked = askFacts(facts)
  return {
    techniques,
    shortfalls,
    badFacts: factNames.filter((name) => facts[name] !== undefined && asked.ask(name).is === 'bad'),
    remap: (mended, ownNodes) => {
      const good = mended.map((name) => [name, { value: platformFacts[name].good[0] ?? '' }] as const)
      const surveyed = surveyTerrain(platform, {
        ...options,
        ownNodes,
        facts: { ...facts, ...Object.fromEntries(good) },
      })
      const { terrain, isLeft } = part(surveyed)
      return { map: mapBreaches(terrain, techniques, isLeft), terrain }
    },
  }
}

const all: PartOf = (terrain) => ({ terrain, isLeft: () => false })
