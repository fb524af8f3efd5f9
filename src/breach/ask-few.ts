import { remember } from '../kernel/remember.ts'
import type { Platform } from '../model/platform.ts'
import type { Assessment } from './assessment.ts'
import type { BreachOptions } from './breach-options.ts'
import { controlEffects, type Effect, effectsByPosition } from './changes/bearing.ts'
import { changeContext } from './changes/change-context.ts'
import { type Changes, findChanges } from './changes/change.ts'
import { findFew } from './few/few.ts'
import type { BreachMap } from './map/map.ts'
import type { Foothold } from './measure.ts'

/** What questions about changes are asked of: dozens of them, of what is alike only once. */
export interface FewAsked {
  readonly map: BreachMap
  readonly footholds: readonly Foothold[]
  readonly changes: () => Changes
}

type Mapped = Pick<Assessment, 'map' | 'terrain' | 'footholds'>

interface Asked {
  readonly platform: Platform
  readonly options: BreachOptions
}

export function askFew(mapped: Mapped, { platform, options }: Asked): FewAsked {
  const { terrain } = mapped
  const { map, footholds, partOf } = findFew({
    ...mapped,
    required: options.required,
    changesAt: changesAt(mapped, options),
  })
  const context = changeContext(platform, options, partOf)
  return { map, footholds, changes: () => findChanges({ ...context, map, terrain }) }
}

/** Names of the controls whose passing would change a way from a position. */
function changesAt({ terrain }: Mapped, options: BreachOptions): (key: string) => string {
  const effectsAt = effectsByPosition([...controlEffects(options).values()], terrain)
  const named = remember((effects: readonly Effect[]) => effects.map(({ control }) => control.name).join(' '))
  return (key) => named(effectsAt(key))
}
