import type { AnyControl } from '../../controls/any-control.ts'
import { remember } from '../../kernel/remember.ts'
import { type FactName, platformFacts } from '../../knowledge/platform-facts.ts'
import { type AddBarrier, barrierAdder } from './added-barrier.ts'
import type { Pod } from '../../model/pod.ts'
import type { BreachMap } from '../map/map.ts'
import type { Step } from '../steps/step.ts'
import {
  type Bearing,
  type BearingContext,
  bearingFinder,
  type BearingsOf,
  controlEffects,
  type Effect,
  factsIn,
  factsOf,
  movingControls,
} from './bearing.ts'
import { remnantFinder, type RemnantsOf } from '../map/remnant.ts'
import type { Terrain } from '../terrain.ts'
import type { Reading } from '../map/view.ts'

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
  /** What the map was before single steps were altered: the same object for the same. */
  readonly ground: Ground
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly decided: NonNullable<Reading['decided']>
  /** The changes that take a step of this map away or put a barrier of another domain on it, by index. */
  readonly bearingOn: (step: Step, counted?: ReadonlySet<string>) => readonly number[]
}

/** What can be changed, and what each change does to the map. */
export interface Changes {
  readonly all: readonly Change[]
  /** As in `Changed`, on the map as it is. */
  readonly bearingOn: Changed['bearingOn']
  make(selected: ReadonlySet<number>): Changed
  /** Of some changes those for which the platform is mapped anew: all others only alter single steps. */
  regrounding(selected: ReadonlySet<number>): ReadonlySet<number>
}

export interface ChangeContext extends BearingContext {
  /** Facts that somebody stated and that let the attacker through. */
  readonly badFacts: readonly FactName[]
  /** The same platform where some facts were good: what is not assumed on the map has to be mapped again. */
  readonly remap: (facts: readonly FactName[], ownNodes: readonly Pod[]) => Ground
}

/** A platform, and what may be done on it. */
export interface Ground {
  readonly map: BreachMap
  readonly terrain: Terrain
}

export function findChanges(context: ChangeContext): Changes {
  const grounds = groundsWith(context)
  const facts = factsAtStake(context, grounds(movingControls))
  const effects = [...controlEffects(context).values()]
  const all = [...effects.map(({ control }) => controlChange(control)), ...facts.map(factChange)]
  const indices = new Map(all.map(({ name }, index) => [name, index] as const))
  const leverFor = remember((ground: Ground) => leverOf(ground, effects, context))
  const asIs = leverFor(context)
  const bearingWith =
    ({ bearingsOf, add }: Lever): Changed['bearingOn'] =>
    (step, counted = none) =>
      [
        ...bearingsOf(step)
          .filter((each) => adds(each, counted, add))
          .map(({ name }) => name),
        ...factsOf(step, counted),
      ].flatMap((name) => indices.get(name) ?? [])
  return {
    all,
    bearingOn: bearingWith(asIs),
    make: (selected) => {
      const names = new Set([...selected].flatMap((index) => all[index]?.name ?? []))
      const lever = leverFor(grounds(names))
      const { map, terrain } = lever.ground
      return {
        ground: lever.ground,
        terrain,
        map: { ...map, base: map, steps: map.steps.flatMap((step) => altered(step, { ...lever, names })) },
        decided: new Map(facts.filter((fact) => names.has(fact)).map((fact) => [fact, 'good'] as const)),
        bearingOn: bearingWith(lever),
      }
    },
    regrounding: (selected) => {
      const regrounds = new Set<string>([...context.badFacts, ...structuralFacts, ...movingControls])
      return new Set([...selected].filter((index) => regrounds.has(all[index]?.name ?? '')))
    },
  }
}

/** Facts that a step hangs on, here or once pods have moved to nodes of their own. */
function factsAtStake({ map, badFacts }: ChangeContext, moved: Ground): readonly FactName[] {
  return [...new Set([...factsIn(map), ...factsIn(moved.map), ...badFacts])]
}

/** What moves the steps of one map. */
interface Lever {
  readonly ground: Ground
  readonly bearingsOf: BearingsOf
  readonly add: AddBarrier
  readonly remnantsOf: RemnantsOf
}

function leverOf(ground: Ground, effects: readonly Effect[], { techniques }: ChangeContext): Lever {
  return {
    ground,
    bearingsOf: bearingFinder(effects, { terrain: ground.terrain, techniques }),
    add: barrierAdder(ground.map, ground.terrain),
    remnantsOf: remnantFinder(ground.terrain, techniques),
  }
}

const none: ReadonlySet<string> = new Set()

/** One more barrier of a domain that has to fail anyway is no gain. */
function adds({ effect, name }: Bearing, counted: ReadonlySet<string>, add: AddBarrier): boolean {
  if (effect === 'gone' || effect === 'moved') return true
  return effect.some((barrier) => {
    const added = add(name, barrier)
    return added !== undefined && added.assumes === undefined && !counted.has(added.domain)
  })
}

/** Facts that decide more than single steps: who owns which nodes. */
const structuralFacts: ReadonlySet<FactName> = new Set(['placement'])

/**
 * What somebody stated is not assumed anywhere: the platform is mapped again as if he had stated the other value, once
 * for all sets of changes that come to the same.
 */
function groundsWith(context: ChangeContext): (names: ReadonlySet<string>) => Ground {
  const { badFacts, shortfalls, remap } = context
  const known = new Map<string, Ground>()
  return (names) => {
    const mended = [...badFacts, ...structuralFacts].filter((fact) => names.has(fact))
    const moved = shortfalls.flatMap(({ control, asset }) =>
      movingControls.has(control.name) && names.has(control.name) && asset.asset === 'pod' ? [asset] : [],
    )
    if (mended.length + moved.length === 0) return context
    const key = [...mended, moved.length > 0].join(' ')
    const ground = known.get(key) ?? remap(mended, moved)
    known.set(key, ground)
    return ground
  }
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

interface Alteration extends Lever {
  readonly names: ReadonlySet<string>
}

function altered(step: Step, alteration: Alteration): readonly Step[] {
  const { bearingsOf, names, add, remnantsOf } = alteration
  const own = bearingsOf(step).filter(({ name }) => names.has(name))
  if (own.length === 0) return [step]
  if (own.some(({ effect }) => effect === 'gone'))
    return remnantsOf(step).flatMap((remnant) => altered(remnant, alteration))
  const added = own.flatMap(({ effect, name }) =>
    effect === 'gone' || effect === 'moved' ? [] : effect.flatMap((barrier) => add(name, barrier) ?? []),
  )
  return [{ ...step, barriers: [...step.barriers, ...added] }]
}
