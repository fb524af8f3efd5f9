import type { Document } from '../kernel/document.ts'
import type { MapNode, Place, Reference } from '../kernel/tree.ts'
import type { Problem } from '../model/problem.ts'
import type { Value } from '../sources/values.ts'

/** What an expression may name: what the template around it declares. */
export interface Names {
  readonly work: Work
  /** Of the group and the subscription that it goes into: a name, or an expression in brackets. */
  readonly target: Target
  parameter(name: string, at: Place): Value
  variable(name: string, at: Place): Value
  /** A function that the template itself declares. */
  ownFunction(name: string): MapNode | undefined
  /** The resource behind a symbolic name. */
  named(symbol: string): Reference | undefined
}

export interface Target {
  readonly subscription: string
  /** Nothing where it goes into the whole subscription, or around it. */
  readonly group: string
}

/** What all templates of one root share. */
export interface Work {
  readonly document: Document
  readonly problems: Problem[]
  readonly budget: Budget
  /** The output of a nested deployment, by its address. */
  readonly outputOf: (deployment: string, name: string, at: Place) => Value | undefined
  /** How a resource is written where it is declared. */
  readonly spelled: (address: string) => string
}

/** How much may still be worked out. */
export interface Budget {
  left: number
  /** How deep expressions stand in each other now, through all that they name. */
  depth: number
}

export interface Scope {
  readonly names: Names
  /** The indices of the loops around, by their names in small letters; the innermost one has none. */
  readonly loops: ReadonlyMap<string, Value>
  /** Variables of lambdas, and parameters of the template's own functions. */
  readonly locals: ReadonlyMap<string, Value>
}
