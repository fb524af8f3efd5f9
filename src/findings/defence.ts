import type { Tenants } from '../breach/steps/tenants.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Judgement, Tally } from '../controls/judge.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import { type Layer, layers } from '../knowledge/guarantees.ts'
import { type Facts, platformFacts } from '../knowledge/platform-facts.ts'
import type { Asset } from '../model/platform.ts'

/** How well one tenant is defended at one layer: every barrier that belongs there, and how it stands. */
export interface DefenceRow {
  readonly tenant: string
  readonly layer: Layer
  readonly standing: readonly Barrier[]
  readonly unknown: readonly Barrier[]
  readonly missing: readonly MissingBarrier[]
  /** Barriers that cannot be had, each with the reason. */
  readonly unattainable: readonly { readonly barrier: Barrier; readonly why: string }[]
}

export interface MissingBarrier {
  readonly barrier: Barrier
  /** Names of the controls that fail for want of it, or of the fact that is bad. */
  readonly because: readonly string[]
}

export interface DefenceContext {
  readonly controls: readonly AnyControl[]
  readonly tallies: ReadonlyMap<string, Readonly<Tally>>
  readonly judgements: readonly Judgement[]
  readonly tenants: Tenants
  readonly facts: Facts
}

/** Tenant by tenant and layer by layer: what stands, what does not, and what cannot. */
export function tellDefence(context: DefenceContext): readonly DefenceRow[] {
  const shortfalls = shortfallsByTenant(context)
  return context.tenants.names.flatMap((tenant) =>
    layers.flatMap((layer) => {
      const own = (Object.keys(barriers) as Barrier[]).filter(
        (barrier) => barriers[barrier].layer === layer && !/^[XS]/.test(barrier),
      )
      const states = own.map((barrier) => stateOf(barrier, shortfalls.get(tenant) ?? noShortfalls, context))
      return states.every((state) => state.is === 'not-judged') ? [] : [rowOf({ tenant, layer }, own, states)]
    }),
  )
}

interface State {
  readonly is: 'standing' | 'unknown' | 'missing' | 'not-judged'
  readonly because: readonly string[]
}

function rowOf(
  place: Pick<DefenceRow, 'tenant' | 'layer'>,
  own: readonly Barrier[],
  states: readonly State[],
): DefenceRow {
  const of = (is: State['is']): readonly Barrier[] => own.filter((_, index) => states[index]?.is === is)
  const lacking = own.flatMap((barrier, index) => {
    const state = states[index]
    return state?.is === 'missing' ? [{ barrier, because: state.because }] : []
  })
  const isAttainable = (barrier: Barrier): boolean => barriers[barrier].limits === undefined
  return {
    ...place,
    standing: of('standing'),
    unknown: of('unknown').filter(isAttainable),
    missing: lacking.filter(({ barrier }) => isAttainable(barrier)),
    unattainable: own
      .filter((barrier) => !isAttainable(barrier) && !of('standing').includes(barrier))
      .map((barrier) => ({ barrier, why: barriers[barrier].limits ?? '' })),
  }
}

type Shortfalls = Readonly<Record<'fail' | 'unknown', ReadonlySet<string>>>

const noShortfalls: Shortfalls = { fail: new Set(), unknown: new Set() }

/** Names of the controls that fail, or cannot be decided, on something of each tenant. */
function shortfallsByTenant({ judgements, tenants }: DefenceContext): ReadonlyMap<string, Shortfalls> {
  const all = new Map(
    tenants.names.map((name) => [name, { fail: new Set<string>(), unknown: new Set<string>() }] as const),
  )
  for (const { asset, control, verdict } of judgements) {
    const tenant = tenantOf(asset, tenants)
    if (tenant !== undefined) all.get(tenant)?.[verdict.verdict].add(control.name)
  }
  return all
}

function tenantOf(asset: Asset, tenants: Tenants): string | undefined {
  if (asset.asset === 'namespace') return tenants.ofNamespace(asset.name)
  return tenants.ofNamespace(asset.asset === 'container' ? asset.pod.namespace : asset.namespace)
}

/** A barrier stands where a control that demands it was asked and none fails, and where the fact that decides is good. */
function stateOf(
  barrier: Barrier,
  shortfalls: Shortfalls,
  { controls, tallies, facts }: DefenceContext,
): State {
  const demanding = controls.filter((control) => control.barriers.includes(barrier))
  const failing = demanding.filter(({ name }) => shortfalls.fail.has(name)).map(({ name }) => name)
  const fact = factState(barrier, facts)
  if (fact === 'bad') return { is: 'missing', because: [barriers[barrier].fact ?? '', ...failing] }
  if (failing.length > 0) return { is: 'missing', because: failing }
  if (fact === 'unknown' || demanding.some(({ name }) => shortfalls.unknown.has(name)))
    return { is: 'unknown', because: [] }
  const isAsked = fact === 'good' || demanding.some(({ id }) => asked(tallies.get(id)) > 0)
  return { is: isAsked ? 'standing' : 'not-judged', because: [] }
}

function factState(barrier: Barrier, facts: Facts): 'good' | 'bad' | 'unknown' | undefined {
  const { fact } = barriers[barrier]
  if (fact === undefined) return undefined
  const known = facts[fact]
  if (known === undefined) return 'unknown'
  return platformFacts[fact].good.includes(known.value) ? 'good' : 'bad'
}

function asked(tally: Readonly<Tally> | undefined): number {
  return tally === undefined ? 0 : tally.pass + tally.fail + tally.unknown
}
