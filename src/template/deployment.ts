import {
  child,
  entriesOf,
  itemsOf,
  type MapNode,
  type Node,
  type Place,
  type Reference,
} from '../kernel/tree.ts'
import { SettledValues } from '../sources/settled-values.ts'
import { asText, failureAt, hiddenAt, type Value } from '../sources/values.ts'
import { evaluate } from './evaluate.ts'
import { valueUnder } from './functions/collections.ts'
import { loopsIn } from './loops.ts'
import type { Names, Scope, Target, Work } from './names.ts'
import { partlyAt } from './partly.ts'

export interface DeploymentOptions {
  readonly work: Work
  readonly target: Target
  /** What it is given for a parameter. */
  readonly given: (name: string) => Value | undefined
  /** Of a nested deployment: its address, which tells its parameters from those of others. */
  readonly address: string
  /** The scope whose parameters and variables its expressions mean, where they are not its own. */
  readonly outer?: Scope
  readonly isCertain: boolean
  /** How many deployments it stands in. */
  readonly depth: number
}

/** A template with what it is given: whatever is asked of it is worked out once. */
export class Deployment implements Names {
  readonly template: Node
  readonly options: DeploymentOptions
  readonly symbols: Map<string, Reference> = new Map<string, Reference>()
  readonly #settled = new SettledValues()
  #functions: ReadonlyMap<string, MapNode> | undefined

  constructor(template: Node, options: DeploymentOptions) {
    this.template = template
    this.options = options
  }

  get work(): Work {
    return this.options.work
  }

  get target(): Target {
    return this.options.target
  }

  /** The scope of what stands in its resources and outputs. */
  get scope(): Scope {
    const { outer } = this.options
    return { names: this, loops: outer?.loops ?? new Map(), locals: outer?.locals ?? new Map() }
  }

  parameter(name: string, at: Place): Value {
    const { outer, address, given } = this.options
    if (outer !== undefined) return outer.names.parameter(name, at)
    return this.#settled.settle(`parameter ${name.toLowerCase()}`, at, () => {
      const declared = valueUnder(child(this.template, 'parameters') ?? this.template, name)
      if (declared === undefined) return hiddenAt(`parameter ${name.slice(0, 80)} is not declared`, at)
      const value = given(name.toLowerCase()) ?? this.#default(declared)
      if (value !== undefined) return value
      if (asText(child(declared, 'nullable')) === 'true')
        return { kind: 'scalar', value: null, ...placeIn(declared) }
      return partlyAt(`[${address === '' ? '' : `${address}.`}parameters(${name})]`, declared)
    })
  }

  #default(declared: Node): Value | undefined {
    const written = child(declared, 'defaultValue')
    return written === undefined ? undefined : evaluate(written, this.#ownScope())
  }

  /** Nothing around a parameter or a variable is repeated. */
  #ownScope(): Scope {
    return { names: this, loops: new Map(), locals: new Map() }
  }

  variable(name: string, at: Place): Value {
    const { outer } = this.options
    if (outer !== undefined) return outer.names.variable(name, at)
    return this.#settled.settle(`variable ${name.toLowerCase()}`, at, () => {
      const declared = child(this.template, 'variables')
      const written = declared === undefined ? undefined : valueUnder(declared, name)
      if (written !== undefined) return evaluate(written, this.#ownScope())
      const loop = declared?.kind === 'map' ? this.#loop(declared, name) : undefined
      return loop ?? hiddenAt(`variable ${name.slice(0, 80)} is not declared`, at)
    })
  }

  #loop(variables: MapNode, name: string): Value | undefined {
    const loop = loopsIn(variables)?.find((each) => each.name.toLowerCase() === name.toLowerCase())
    return loop?.run(this.#ownScope(), evaluate)
  }

  output(name: string, at: Place): Value {
    return this.#settled.settle(`output ${name.toLowerCase()}`, at, () => {
      const declared = valueUnder(child(this.template, 'outputs') ?? this.template, name)
      const value = child(declared, 'value')
      if (declared === undefined) return failureAt(`there is no output ${name.slice(0, 80)}`, at)
      return value === undefined
        ? hiddenAt('the output cannot be worked out', at)
        : evaluate(value, this.scope)
    })
  }

  ownFunction(name: string): MapNode | undefined {
    if (this.options.outer !== undefined) return this.options.outer.names.ownFunction(name)
    this.#functions ??= functionsOf(this.template)
    return this.#functions.get(name)
  }

  named(symbol: string): Reference | undefined {
    return this.symbols.get(symbol) ?? this.options.outer?.names.named(symbol)
  }
}

/** By `namespace.name`, in small letters. */
function functionsOf(template: Node): ReadonlyMap<string, MapNode> {
  const functions = new Map<string, MapNode>()
  for (const group of itemsOf(child(template, 'functions'))) {
    const namespace = asText(child(group, 'namespace'))?.toLowerCase() ?? ''
    for (const [key, { value }] of entriesOf(child(group, 'members')))
      if (value.kind === 'map') functions.set(`${namespace}.${key.toLowerCase()}`, value)
  }
  return functions
}

function placeIn({ start, end, document }: Place): Place {
  return document === undefined ? { start, end } : { start, end, document }
}
