import type { Document } from '../kernel/document.ts'
import type { MapNode, Node, Place, Reference } from '../kernel/tree.ts'
import type { Problem } from '../model/problem.ts'
import type { Value } from '../values/value.ts'

/** What an expression may name: what the template around it declares. */
export interface Names {
  readonly work: Work
  /** Of the group and the subscription that it goes into: a name, or an expression in brackets. */
  readonly target: Target
  /** Tells what it declares from what other templates of the same root do; nothing for the root. */
  readonly address: string
  /** What its deployment is called. */
  readonly deployment: string
  parameter(name: string, at: Place): Value
  variable(name: string, at: Place): Value
  /** All variables, by their names. */
  variables(at: Place): Value
  /** What stands behind a name alone. */
  lookUp(name: string, at: Place): Value
  /** A function that the template itself declares, or takes from another one. */
  ownFunction(name: string): OwnFunction | undefined
  /** The resource behind a symbolic name. */
  named(symbol: string): Reference | undefined
  /** The output of a deployment nested in it, by its address in small letters or its symbolic name. */
  outputOf(deployment: string, name: string, at: Place): Value | undefined
}

/** A function and the template whose names its body means. */
export interface OwnFunction {
  readonly declared: MapNode
  readonly names: Names
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
  /** The output of a deployment nested in another one, by its address. */
  readonly outputOf: (around: Names, deployment: Wanted) => Value | undefined
  /** How a resource is written where it is declared. */
  readonly spelled: (address: string) => string
  /** What another file declares, by its path from the file that a place is in. */
  readonly fileAt: (path: string, at: Place) => Names | undefined
  /** Another file, by its path from the file that a place is in. */
  readonly documentAt: (path: string, at: Place) => Document | undefined
}

export interface Wanted {
  readonly address: string
  readonly output: string
  readonly at: Place
}

/** Finds other files of the scan, by their paths from a file. */
export interface Files {
  readonly templateAt: (path: string, from: Document) => Node | undefined
  readonly documentAt: (path: string, from: Document) => Document | undefined
  /** What is known of a module that is not among them. */
  readonly moduleAt?: (call: ModuleCall) => KnownModule | undefined
}

/** A module, where it is called and what with: nothing where the names of that cannot be known. */
export interface ModuleCall {
  readonly link: string
  readonly at: Place
  readonly given: readonly string[] | undefined
}

export interface KnownModule {
  readonly template: Node
  /** Why more than what stands there may be set: whatever its call does not say is not known then. */
  readonly unknown?: string
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
  /** Variables of lambdas and loops, and parameters of the template's own functions. */
  readonly locals: ReadonlyMap<string, Value>
}
