import type { Guarantee } from './guarantees.ts'

/** What a foothold may reach, by what would be lost. `isolation` has two strands, which are judged apart. */
export type Strand = 'containment' | 'data' | 'influence' | 'fair-share'

export const strands: readonly Strand[] = ['data', 'influence', 'containment', 'fair-share']

export const guaranteeOf: Readonly<Record<Strand, Guarantee>> = {
  data: 'isolation',
  influence: 'isolation',
  containment: 'containment',
  'fair-share': 'fair-share',
}

/** How many failure domains have to stand. */
export interface RequiredDepths {
  readonly containment: number
  /** Of a node on which only the tenant’s own pods run; whoever takes it has taken his own. */
  readonly ownNode: number
  readonly data: number
  readonly influence: number
  /** Where a wrong manifest of tomorrow is counted in; as things are, no resource may be open at all. */
  readonly fairShare: number
}

export type DepthName = keyof RequiredDepths

export const defaultDepths: RequiredDepths = {
  containment: 2,
  ownNode: 1,
  data: 2,
  influence: 2,
  fairShare: 2,
}

/** What has to stand before the code of each tenant: more or less may be asked of one than of all. */
export interface Requirements {
  /** Of tenants of whom nothing else is said. */
  readonly all: RequiredDepths
  of(tenant: string): RequiredDepths
  /** No depth beyond this one decides anything. */
  readonly largest: number
}

export function sameForAll(all: RequiredDepths): Requirements {
  return { all, of: () => all, largest: largestRequired(all) }
}

export function largestRequired(required: RequiredDepths): number {
  return Math.max(...Object.values(required))
}
