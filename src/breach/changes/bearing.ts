import { remember } from '../../kernel/remember.ts'
import type { AnyControl } from '../../controls/any-control.ts'
import { type Barrier, barriers } from '../../knowledge/barriers.ts'
import type { FactName } from '../../knowledge/platform-facts.ts'
import type { AnyTechnique } from '../any-technique.ts'
import type { BreachMap } from '../map/map.ts'
import type { Step } from '../steps/step.ts'
import { bearsOn, type Shortfall, subjectOfAsset, subjectsOfPositions } from '../subjects.ts'
import type { Terrain } from '../terrain.ts'

/** Controls that pass once a pod runs on nodes of its tenant alone. */
export const movingControls: ReadonlySet<string> = new Set(['gpu-pod-on-shared-nodes'])

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

/** What bears on a step: all steps of one technique from one position answer alike, but for who else closes them. */
export type BearingsOf = (step: Step) => readonly Bearing[]

export function bearingFinder(
  effects: readonly Effect[],
  { terrain, techniques }: Pick<BearingContext, 'terrain' | 'techniques'>,
): BearingsOf {
  const effectsAt = effectsByPosition(effects, terrain)
  const byId = new Map(techniques.map((technique) => [technique.id, technique] as const))
  const known = new Map<string, readonly Bearing[]>()
  return (step) => {
    const technique = byId.get(step.technique ?? '')
    if (technique === undefined) return none
    const key = sightOf(step)
    const own = known.get(key) ?? bearingsAt(step, technique, effectsAt(step.from.key))
    known.set(key, own)
    return own
  }
}

const none: readonly Bearing[] = []

/** All of a step that decides what bears on it. */
function sightOf({ from, to, technique, closedBy, isDrift }: Step): string {
  return `${technique} ${closedBy} ${isDrift} ${to.pool !== undefined} ${from.key}`
}

/** The controls whose passing bears on steps from a position. */
export function effectsByPosition(
  effects: readonly Effect[],
  terrain: Terrain,
): (key: string) => readonly Effect[] {
  const subjectsOf = subjectsOfPositions(terrain)
  const effectsOn = remember((subjects: ReadonlySet<string>) =>
    effects.filter((effect) => bearsOn(effect.subjects, subjects)),
  )
  return (key) => effectsOn(subjectsOf(key))
}

function bearingsAt(step: Step, technique: AnyTechnique, effects: readonly Effect[]): readonly Bearing[] {
  return effects
    .filter(({ control }) => demands(technique, step, control.name))
    .flatMap(({ control }) => bearingOf(control, step, technique))
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
