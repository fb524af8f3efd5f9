import type { Document } from '../../kernel/document.ts'
import type { Place } from '../../kernel/tree.ts'
import type { Value } from '../../values/value.ts'

/** What an expression may name. */
export interface Scope {
  readonly document: Document
  /** Variables of the `for` expressions around, and `each` and `count`. */
  readonly names: ReadonlyMap<string, Value>
  readonly module: Names
  readonly budget: Budget
}

/** What a module declares. */
export interface Names {
  /** The value of a reference, and how many of its steps that took. */
  lookUp(name: string, steps: readonly StepKey[], at: Place): Found
  /** A property of a value that only exists once its resource is created. */
  follow(value: Value, key: StepKey): Value
  /** The text of a file beside the module. */
  readFile(path: string, at: Place): Value
}

export interface Found {
  readonly value: Value
  readonly used: number
}

export type StepKey = string | Value

/** How much may still be worked out: shared by all modules of one root. */
export interface Budget {
  left: number
  /** How deep expressions stand in each other now, through all that they name. */
  depth: number
}
