/**
 * What an attacker can take, step by step, and what has to fail for it. Everything is a number from 0: positions, edges,
 * barriers, failure domains. Positions undermine barriers: who owns one of them no longer meets the barrier.
 */
export interface DepthGraph {
  readonly positionCount: number
  readonly domainCount: number
  /** Position to a number below 1024: many of one sort that are reached alike are reached through one hub. */
  readonly sorts?: Int32Array
  /** Barrier to the failure domain that takes it down. */
  readonly barrierDomains: Int32Array
  readonly edges: Edges
  /** Position to the barriers that no longer count once it is owned. */
  readonly undermines: ReadonlyMap<number, readonly number[]>
}

/** An edge is taken from an owned position when each of its barriers has failed or is undermined. */
export interface Edges {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly barriers: readonly (readonly number[])[]
}

/** A position that breaks the guarantee, and whose it is: tags tell own from other, or one node pool from the next. */
export interface Target {
  readonly position: number
  readonly tag: number
}

export interface DepthQuery {
  readonly targets: readonly Target[]
  /** How many tags are told apart: 1 answers `any`, 2 also `except`, Infinity also `only`. */
  readonly kept: number
  /**
   * A position from which every target is to be had for nothing: of many queries that name it, each searches only the
   * ways beside it.
   */
  readonly gateway?: number
  /** Depths up to here are exact, where that is less than the solver's limit. */
  readonly limit?: number
  /** The one start that is asked, where it is but one and its targets have one tag. */
  readonly start?: number
  /** Positions that may be passed, where not all: 0 or 1 for each. */
  readonly within?: Uint8Array
}

/** Which targets count for a start. */
export type Choice =
  | { readonly kind: 'any' }
  | { readonly kind: 'except'; readonly tag: number }
  | { readonly kind: 'only'; readonly tag: number }

/**
 * The least number of failure domains that have to fail, between proved bounds. They are equal but for two cases: more
 * than the limit (limit + 1 and Infinity), and work cut short by the label budget. Without any route both are Infinity.
 */
export interface Depth {
  readonly least: number
  readonly most: number
}

/** How a target falls: the proof of a depth, which anyone can replay. */
export interface Witness {
  readonly start: number
  readonly target: Target
  /** Edges from the start to the target, in order. */
  readonly route: readonly number[]
  /** The domains that fail, ascending. */
  readonly failed: readonly number[]
  /** Barriers on the way that did not have to fail, in the order in which the attacker meets them. */
  readonly undermined: readonly Undermined[]
}

export interface Undermined {
  readonly barrier: number
  /** The owned position that undermines it. */
  readonly position: number
  /** Edges from the start to that position; an excursion where they leave the route. */
  readonly path: readonly number[]
}

export function isChosen(tag: number, choice: Choice): boolean {
  if (choice.kind === 'any') return true
  return choice.kind === 'only' ? tag === choice.tag : tag !== choice.tag
}
