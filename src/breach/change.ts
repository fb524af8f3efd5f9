import type { AnyControl } from '../controls/any-control.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import { type FactName, platformFacts } from '../knowledge/platform-facts.ts'
import type { AnyTechnique } from './any-technique.ts'
import type { StandingBarrier } from './barrier.ts'
import { barrierAt } from './barriers/make.ts'
import type { BreachMap, Step } from './map.ts'
import { bearsOn, type Shortfall, subjectOfAsset, subjectsOfPositions } from './subjects.ts'
import type { Terrain } from './terrain.ts'
import type { Reading } from './view.ts'

/** One thing that the owner of the platform can do: let a control pass everywhere, or make a fact good. */
export interface Change {
  /** Name of the control or of the fact. */
  readonly name: string
  readonly kind: 'control' | 'fact'
  readonly title: string
  /** Effort, as a small number: an edit that changes no behaviour 1, one that may 2, a change of the platform 3. */
  readonly cost: number
}

/** The map as it would be with some changes made. */
export interface Changed {
  readonly map: BreachMap
  readonly decided: NonNullable<Reading['decided']>
}

/** What can be changed, and what each change does to the map. */
export interface Changes {
  readonly all: readonly Change[]
  /** The changes that take a step away or put a barrier of another domain on it, by index. */
  bearingOn(step: Step, counted?: ReadonlySet<string>): readonly number[]
  make(selected: ReadonlySet<number>): Changed
}

export interface ChangeContext {
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly techniques: readonly AnyTechnique[]
  readonly shortfalls: readonly Shortfall[]
  /** Facts that somebody stated and that let the attacker through. */
  readonly badFacts: readonly FactName[]
  /** The map of the same platform where some stated facts were good. */
  readonly remap: (facts: readonly FactName[]) => BreachMap
}

export function findChanges(context: ChangeContext): Changes {
  const facts = [...new Set([...factsIn(context.map), ...context.badFacts])]
  const effects = [...controlEffects(context).values()]
  const all = [...effects.map(({ control }) => controlChange(control)), ...facts.map(factChange)]
  const indices = new Map(all.map(({ name }, index) => [name, index] as const))
  const bearings = bearingsOf(effects, context)
  return {
    all,
    bearingOn: (step, counted = none) =>
      [
        ...(bearings.get(signatureOf(step)) ?? [])
          .filter((each) => adds(each, counted))
          .map(({ name }) => name),
        ...factsOf(step, counted),
      ].flatMap((name) => indices.get(name) ?? []),
    make: (selected) => {
      const names = new Set([...selected].flatMap((index) => all[index]?.name ?? []))
      const map = mapWith(names, context)
      return {
        map: { ...map, steps: map.steps.flatMap((step) => altered(step, bearings, names)) },
        decided: new Map(facts.filter((fact) => names.has(fact)).map((fact) => [fact, 'good'] as const)),
      }
    },
  }
}

const none: ReadonlySet<string> = new Set()

/** One more barrier of a domain that has to fail anyway is no gain. */
function adds({ effect, name }: Bearing, counted: ReadonlySet<string>): boolean {
  return effect === 'gone' || effect.some((barrier) => !counted.has(addedBy(name, barrier).domain))
}

function addedBy(control: string, barrier: Barrier): StandingBarrier {
  return barrierAt(barrier, { at: control, label: `${control} passes` })
}

/** What somebody stated is not assumed anywhere: the platform is mapped again as if he had stated the other value. */
function mapWith(names: ReadonlySet<string>, { map, badFacts, remap }: ChangeContext): BreachMap {
  const mended = badFacts.filter((fact) => names.has(fact))
  return mended.length === 0 ? map : remap(mended)
}

/** The same step on two maps of one platform. */
function signatureOf({ from, to, technique, closedBy, isDrift }: Step): string {
  return JSON.stringify([from.key, to.key, technique, closedBy, isDrift])
}

function controlChange(control: AnyControl): Change {
  const isPlatformWide = control.barriers.some((barrier) => barrier.startsWith('V.'))
  const edit = control.fix?.safe === true ? 1 : 2
  return { name: control.name, kind: 'control', title: control.title, cost: isPlatformWide ? 3 : edit }
}

function factChange(fact: FactName): Change {
  const { question } = platformFacts[fact]
  return { name: fact, kind: 'fact', title: `Make sure, and state, ${question}`, cost: 2 }
}

/** A control that falls short somewhere, with what that is about. */
interface Effect {
  readonly control: AnyControl
  readonly subjects: ReadonlySet<string>
}

function controlEffects({ techniques, shortfalls }: ChangeContext): ReadonlyMap<string, Effect> {
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
interface Bearing {
  readonly name: string
  readonly effect: 'gone' | readonly Barrier[]
}

type Bearings = ReadonlyMap<string, readonly Bearing[]>

function bearingsOf(effects: readonly Effect[], { map, terrain, techniques }: ChangeContext): Bearings {
  const subjects = subjectsOfPositions(terrain)
  const byId = new Map(techniques.map((technique) => [technique.id, technique] as const))
  return new Map(
    map.steps.flatMap((step) => {
      const technique = step.technique === undefined ? undefined : byId.get(step.technique)
      if (technique === undefined) return []
      const own = effects
        .filter(({ control }) => demands(technique, step, control.name))
        .filter((effect) => bearsOn(effect.subjects, subjects(step.from.key)))
        .flatMap(({ control }) => bearingOf(control, step, technique))
      return own.length === 0 ? [] : [[signatureOf(step), own] as const]
    }),
  )
}

/** Controls that demand what rejects a wrong manifest, by what would reject it. */
const admissionControls: Readonly<Record<string, readonly string[]>> = {
  baseline: ['pod-security-not-enforced'],
  restricted: ['pod-security-not-enforced', 'pod-security-below-restricted'],
  quota: ['namespace-without-limit-range', 'namespace-without-quota', 'limit-range-incomplete'],
}

function demands({ controls, drift }: AnyTechnique, { isDrift }: Step, control: string): boolean {
  if (!isDrift) return controls.includes(control)
  return admissionControls[drift?.rejectedBy ?? '']?.includes(control) ?? false
}

function bearingOf(control: AnyControl, step: Step, technique: AnyTechnique): readonly Bearing[] {
  const { name } = control
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

function altered(step: Step, bearings: Bearings, names: ReadonlySet<string>): readonly Step[] {
  const own = (bearings.get(signatureOf(step)) ?? []).filter(({ name }) => names.has(name))
  if (own.length === 0) return [step]
  if (own.some(({ effect }) => effect === 'gone')) return []
  const added = own.flatMap(({ effect, name }) =>
    effect === 'gone' ? [] : effect.map((barrier) => addedBy(name, barrier)),
  )
  return [{ ...step, barriers: [...step.barriers, ...added] }]
}

function factsIn({ steps }: BreachMap): readonly FactName[] {
  return [...new Set(steps.flatMap((step) => factsOf(step)))].sort()
}

/** Facts that nobody stated and that would take a step away, or put a barrier of another domain on it. */
function factsOf(
  { assumes, barriers: standing }: Step,
  counted: ReadonlySet<string> = none,
): readonly FactName[] {
  const gained = standing.filter(({ domain }) => !counted.has(domain))
  return [assumes, ...gained.map((barrier) => barrier.assumes)].flatMap((each) => each?.fact ?? [])
}
