import type { AnyControl } from '../controls/any-control.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import { type FactName, platformFacts } from '../knowledge/platform-facts.ts'
import { type AddBarrier, barrierAdder } from './added-barrier.ts'
import type { AnyTechnique } from './any-technique.ts'
import type { BreachMap, Step } from './map.ts'
import { remnantFinder } from './remnant.ts'
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
  readonly terrain: Terrain
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
  /** The same platform where some facts were good: what is not assumed on the map has to be mapped again. */
  readonly remap: (facts: readonly FactName[]) => Ground
}

/** A platform, and what may be done on it. */
export interface Ground {
  readonly map: BreachMap
  readonly terrain: Terrain
}

export function findChanges(context: ChangeContext): Changes {
  const facts = [...new Set([...factsIn(context.map), ...context.badFacts])]
  const effects = [...controlEffects(context).values()]
  const all = [...effects.map(({ control }) => controlChange(control)), ...facts.map(factChange)]
  const indices = new Map(all.map(({ name }, index) => [name, index] as const))
  const remnantsOf = remnantFinder(context.terrain, context.techniques)
  const bearings = bearingsOf(effects, context, remnantsOf)
  const add = barrierAdder(context.map, context.terrain)
  return {
    all,
    bearingOn: (step, counted = none) =>
      [
        ...(bearings.get(signatureOf(step)) ?? [])
          .filter((each) => adds(each, counted, add))
          .map(({ name }) => name),
        ...factsOf(step, counted),
      ].flatMap((name) => indices.get(name) ?? []),
    make: (selected) => {
      const names = new Set([...selected].flatMap((index) => all[index]?.name ?? []))
      const { map, terrain } = groundWith(names, context)
      const alteration = { bearings, names, add, remnantsOf }
      return {
        terrain,
        map: { ...map, steps: map.steps.flatMap((step) => altered(step, alteration)) },
        decided: new Map(facts.filter((fact) => names.has(fact)).map((fact) => [fact, 'good'] as const)),
      }
    },
  }
}

const none: ReadonlySet<string> = new Set()

/** One more barrier of a domain that has to fail anyway is no gain. */
function adds({ effect, name }: Bearing, counted: ReadonlySet<string>, add: AddBarrier): boolean {
  if (effect === 'gone') return true
  return effect.some((barrier) => {
    const added = add(name, barrier)
    return added !== undefined && added.assumes === undefined && !counted.has(added.domain)
  })
}

/** Facts that decide more than single steps: who owns which nodes. */
const structuralFacts: ReadonlySet<FactName> = new Set(['placement'])

/** What somebody stated is not assumed anywhere: the platform is mapped again as if he had stated the other value. */
function groundWith(names: ReadonlySet<string>, { map, terrain, badFacts, remap }: ChangeContext): Ground {
  const mended = [...badFacts, ...structuralFacts].filter((fact) => names.has(fact))
  return mended.length === 0 ? { map, terrain } : remap(mended)
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

type RemnantsOf = (step: Step) => readonly Step[]

function bearingsOf(
  effects: readonly Effect[],
  { map, terrain, techniques }: ChangeContext,
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

interface Alteration {
  readonly remnantsOf: RemnantsOf
  readonly bearings: Bearings
  readonly names: ReadonlySet<string>
  readonly add: AddBarrier
}

function altered(step: Step, alteration: Alteration): readonly Step[] {
  const { bearings, names, add, remnantsOf } = alteration
  const own = (bearings.get(signatureOf(step)) ?? []).filter(({ name }) => names.has(name))
  if (own.length === 0) return [step]
  if (own.some(({ effect }) => effect === 'gone'))
    return remnantsOf(step).flatMap((remnant) => altered(remnant, alteration))
  const added = own.flatMap(({ effect, name }) =>
    effect === 'gone' ? [] : effect.flatMap((barrier) => add(name, barrier) ?? []),
  )
  return [{ ...step, barriers: [...step.barriers, ...added] }]
}

/** Facts that nobody stated and that would take a step away, or put a barrier of another domain on it. */
function factsOf(
  { assumes, barriers: standing }: Step,
  counted: ReadonlySet<string> = none,
): readonly FactName[] {
  const gained = standing.filter(({ domain }) => !counted.has(domain))
  return [assumes, ...gained.map((barrier) => barrier.assumes)].flatMap((each) => each?.fact ?? [])
}

function factsIn({ steps }: BreachMap): readonly FactName[] {
  return [...new Set(steps.flatMap((step) => factsOf(step)))].sort()
}
