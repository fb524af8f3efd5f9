import type { AnyControl } from '../../controls/any-control.ts'
import { type Barrier, barriers } from '../../knowledge/barriers.ts'
import type { AnyTechnique } from '../any-technique.ts'
import type { BreachMap } from '../map/map.ts'
import type { Step } from '../steps/step.ts'

/**
 * The map as if controls failed everywhere: what they demand does not stand. Ways that they close are open, as a wrong
 * manifest would open them, and nothing that admission would have rejected is in between.
 */
export function withoutControls(
  map: BreachMap,
  controls: readonly AnyControl[],
  techniques: readonly AnyTechnique[],
): BreachMap {
  const byId = new Map(techniques.map((technique) => [technique.id, technique] as const))
  return {
    ...map,
    base: map,
    steps: map.steps.map((step) => {
      const technique = step.technique === undefined ? undefined : byId.get(step.technique)
      return controls
        .filter(
          ({ name, barriers: upheld }) =>
            technique?.controls.includes(name) === true || upheld.includes('V.sandbox'),
        )
        .reduce<Step>(withoutControl, step)
    }),
  }
}

function withoutControl(step: Step, control: AnyControl): Step {
  const closes = control.barriers.every((barrier) => barriers[barrier].mode === 'closing')
  // What one wrong field would open is open.
  const names = control.applies === 'container' || control.applies === 'pod'
  if (step.isDrift && !control.barriers.includes('V.sandbox') && (closes || names))
    return { ...step, isDrift: false, barriers: [] }
  const fallen = control.barriers.includes('V.sandbox')
    ? [...control.barriers, outerWall(step)]
    : control.barriers
  const left = step.barriers.filter(({ barrier }) => !fallen.includes(barrier))
  return left.length === step.barriers.length ? step : { ...step, barriers: left }
}

/** Without a sandbox there is one kernel instead of two walls, and no hypervisor behind the runtime. */
function outerWall({ barriers: standing }: Step): Barrier {
  return standing.some(({ barrier }) => barrier === 'X.guest') ? 'X.guest' : 'X.hypervisor'
}
