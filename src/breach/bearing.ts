import type { AnyControl } from '../controls/any-control.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import type { FactName } from '../knowledge/platform-facts.ts'
import type { AnyTechnique } from './any-technique.ts'
import type { BreachMap, Step } from './map.ts'
import { bearsOn, type Shortfall, subjectOfAsset, subjectsOfPositions } from './subjects.ts'
import type { Terrain } from './terrain.ts'

/** Controls that pass once a pod runs on nodes of its tenant alone. */
export const movingControls: ReadonlySet<string> = new Set(['gpu-pod-on-shared-nodes'])

/** The same step on two maps of one platform. */
export function signatureOf({ from, to, technique, closedBy, isDrift }: Step): string {
  return JSON.stringify([from.key, to.key, technique, closedBy, isDrift])
}

export interface BearingContext {
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly techniques: readonly AnyTechnique[]
  readonly shortfalls: readonly Shortfall[]
}

/** A control that falls short somewhere, with what that is about. */
export interface Effect {
  readonly control: AnyControl
  readonly subjects: ReadonlySet<string>
}

export function controlEffects({
  techniques,
  shortfalls,
}: Pick<BearingContext, 'techniques' | 'shortfalls'>): ReadonlyMap<string, Effect> {
  const wanted = new Set([
    ...techniques.flatMap(({ controls }) => controls),
    ...Object.values(admissionControls).flat(),
  ])
  const groups = Map.groupBy(
    shortfalls.filter(({ control }) => wanted.has(control.name)),
    ({ control }) => control,
  )
  return new Map(
    [...groups].map(([control, assets]) => [
      control.name,
      { control, subjects: new Set(assets.flatMap(({ asset }) => subjectOfAsset(asset))) },
    ]),
  )
}

/** What a control does to a step by passing: takes it away, or puts barriers on it. */
export interface Bearing {
  readonly name: string
  readonly effect: 'gone' | 'moved' | readonly Barrier[]
}

export type Bearings = ReadonlyMap<string, readonly Bearing[]>

export type RemnantsOf = (step: Step) => readonly Step[]

export function bearingsOf(
  effects: readonly Effect[],
  { map, terrain, techniques }: Pick<BearingContext, 'map' | 'terrain' | 'techniques'>,
  remnantsOf: RemnantsOf,
): Bearings {
  const subjects = subjectsOfPositions(terrain)
  const byId = new Map(techniques.map((technique) => [technique.id, technique] as const))
  const bearings = new Map<string, readonly Bearing[]>()
  const note = (step: Step): void => {
    const technique = byId.get(step.technique ?? '')
    if (technique === undefined) return
    const own = effects
      .filter(({ control }) => demands(technique, step, control.name))
      .filter((effect) => bearsOn(effect.subjects, subjects(step.from.key)))
      .flatMap(({ control }) => bearingOf(control, step, technique))
    if (own.length > 0) bearings.set(signatureOf(step), own)
    if (own.some(({ effect }) => effect === 'gone')) remnantsOf(step).forEach(note)
  }
  map.steps.forEach(note)
  return bearings
}

/** Controls that demand what rejects a wrong manifest, by what would reject it. */
const admissionControls: Readonly<Record<string, readonly string[]>> = {
  baseline: ['pod-security-not-enforced'],
  restricted: ['pod-security-not-enforced', 'pod-security-below-restricted'],
  quota: [
    'namespace-without-limit-range',
    'limit-range-incomplete',
    'namespace-without-quota',
    'quota-incomplete',
    'quota-without-cpu',
    'quota-without-memory',
    'quota-without-ephemeral-storage',
  ],
}

function demands({ controls, drift }: AnyTechnique, { isDrift, to }: Step, control: string): boolean {
  if (movingControls.has(control)) return to.pool !== undefined
  if (!isDrift) return controls.includes(control)
  return admissionControls[drift?.rejectedBy ?? '']?.includes(control) ?? false
}

function bearingOf(control: AnyControl, step: Step, technique: AnyTechnique): readonly Bearing[] {
  const { name } = control
  if (movingControls.has(name)) return [{ name, effect: 'moved' }]
  if (step.isDrift)
    return [{ name, effect: technique.drift?.rejectedBy === 'quota' ? ['A.quota'] : ['A.psa'] }]
  if (step.closedBy === name) return [{ name, effect: 'gone' }]
  const upheld = control.barriers.filter((barrier) => technique.barriers.includes(barrier))
  // An opening of another control's stays, whatever this one closes.
  if (step.closedBy === undefined && upheld.some((barrier) => barriers[barrier].mode === 'closing'))
    return [{ name, effect: 'gone' }]
  const standing = upheld.filter((barrier) => barriers[barrier].mode === 'standing')
  return standing.length === 0 ? [] : [{ name, effect: standing }]
}

/** Facts that nobody stated and that would take a step away, or put a barrier of another domain on it. */
export function factsOf(
  { assumes, barriers: standing }: Step,
  counted: ReadonlySet<string> = new Set(),
): readonly FactName[] {
  const gained = standing.filter(({ domain }) => !counted.has(domain))
  return [assumes, ...gained.map((barrier) => barrier.assumes)].flatMap((each) => each?.fact ?? [])
}

export function factsIn({ steps }: BreachMap): readonly FactName[] {
  return [...new Set(steps.flatMap((step) => factsOf(step)))].sort()
}
