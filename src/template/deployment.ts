import { boundedBy } from './choices.ts'
import {
  child,
  entriesOf,
  type Entry,
  type MapNode,
  type Node,
  type Place,
  type Reference,
} from '../kernel/tree.ts'
import type { Origin } from '../model/origin.ts'
import { SettledValues } from '../values/settled.ts'
import { asText, failureAt, hiddenAt, isNull, listAt, mapAt, type Value } from '../values/value.ts'
import { calledAs } from './called.ts'
import { functionsIn, symbolsIn, type Written } from './declarations.ts'
import { evaluate } from './evaluate.ts'
import { valueUnder } from './functions/collections.ts'
import { loopsIn, type Round, roundsOf } from './loops.ts'
import type { Names, OwnFunction, Scope, Target, Work } from './names.ts'
import { addressOf, partlyAt } from './partly.ts'
import { isResource, resourceAt, symbolKey } from './resource-value.ts'
import { idOfResource } from './targets.ts'

export interface DeploymentOptions {
  readonly work: Work
  readonly target: Target
  /** What it is given for a parameter. */
  readonly given: (name: string) => Value | undefined
  /** Of a nested deployment: its address, which tells its parameters from those of others. */
  readonly address: string
  readonly name: string
  /** The scope whose parameters and variables its expressions mean, where they are not its own. */
  readonly outer?: Scope
  readonly isCertain: boolean
  /** Of a module that is known in part: why. */
  readonly unknown?: string | undefined
  /** The deployments that it stands in, the innermost first. */
  readonly calls: readonly Origin[]
}

/** A template with what it is given: whatever is asked of it is worked out once. */
export class Deployment implements Names {
  readonly template: Node
  readonly options: DeploymentOptions
  readonly #settled = new SettledValues()
  #functions: ReadonlyMap<string, MapNode> | undefined
  #symbols: ReadonlyMap<string, Written> | undefined

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

  get address(): string {
    return this.options.address
  }

  get deployment(): string {
    return this.options.name
  }

  /** The scope of what stands in its resources and outputs. */
  get scope(): Scope {
    const { outer } = this.options
    return { names: this, loops: outer?.loops ?? new Map(), locals: outer?.locals ?? new Map() }
  }

  parameter(name: string, at: Place): Value {
    const { outer, address, given } = this.options
    if (outer !== undefined) return outer.names.parameter(name, at)
    return this.#settled.settle(`parameter ${name}`, at, () => {
      const declared = this.#declared('parameters', name)
      if (declared === undefined) return hiddenAt(`parameter ${name.slice(0, 80)} is not declared`, at)
      const stated = given(name.toLowerCase())
      // Null is as good as nothing: https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameters#default-value.
      const value = stated === undefined || isNull(stated) ? this.#default(declared) : stated
      if (value !== undefined) return value
      if (asText(child(declared, 'nullable')) === 'true')
        return { kind: 'scalar', value: null, ...placeIn(declared) }
      const unknown = partlyAt(`[${address === '' ? '' : `${address}.`}parameters(${name})]`, declared)
      return boundedBy(declared, unknown)
    })
  }

  #declared(part: string, name: string): Node | undefined {
    const all = child(this.template, part)
    return all === undefined ? undefined : valueUnder(all, name)
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
    return this.#settled.settle(`variable ${name}`, at, () => {
      const written = this.#declared('variables', name)
      if (written !== undefined) return evaluate(written, this.#ownScope())
      const declared = child(this.template, 'variables')
      const loop = declared?.kind === 'map' ? this.#loop(declared, name) : undefined
      return loop ?? hiddenAt(`variable ${name.slice(0, 80)} is not declared`, at)
    })
  }

  #loop(variables: MapNode, name: string): Value | undefined {
    const loop = loopsIn(variables)?.find((each) => each.name.toLowerCase() === name.toLowerCase())
    return loop?.run(this.#ownScope(), evaluate)
  }

  lookUp(name: string, at: Place): Value {
    if (child(child(this.template, 'parameters'), name) !== undefined) return this.parameter(name, at)
    if (child(child(this.template, 'variables'), name) !== undefined) return this.variable(name, at)
    const written = this.#symbolOf(name)
    if (written !== undefined) return replaced(this.#resources(written), at)
    return this.#imported(name, at) ?? hiddenAt(`${name.slice(0, 80)} is not declared`, at)
  }

  /** What another file exports: one thing of it, or all of them. */
  #imported(name: string, at: Place): Value | undefined {
    const from = child(child(this.template, 'imports'), name)
    const path = asText(child(from, 'from'))
    if (from === undefined || path === undefined) return undefined
    const file = this.work.fileAt(path, from)
    if (file === undefined) return hiddenAt(`${path.slice(0, 200)} was not read`, at)
    const exported = asText(child(from, 'name'))
    return exported === undefined ? file.variables(at) : file.variable(exported, at)
  }

  variables(at: Place): Value {
    const names = [...entriesOf(child(this.template, 'variables'))]
    return mapAt(
      new Map(
        names.map(([name, { keyStart }]): [string, Entry] => [
          name,
          { keyStart, value: this.variable(name, at) },
        ]),
      ),
      at,
    )
  }

  output(name: string, at: Place): Value {
    return this.#settled.settle(`output ${name.toLowerCase()}`, at, () => {
      const declared = this.#declared('outputs', name)
      const value = child(declared, 'value')
      if (declared === undefined) return this.#noOutput(name, at)
      return value === undefined
        ? hiddenAt('the output cannot be worked out', at)
        : evaluate(value, this.scope)
    })
  }

  #noOutput(name: string, at: Place): Value {
    const all = child(this.template, 'outputs')
    return all?.kind === 'map' && all.rest !== undefined
      ? hiddenAt(all.rest, at)
      : failureAt(`there is no output ${name.slice(0, 80)}`, at)
  }

  outputOf(address: string, output: string, at: Place): Value | undefined {
    return (
      this.work.outputOf(this, { address, output, at }) ??
      this.options.outer?.names.outputOf(address, output, at)
    )
  }

  ownFunction(name: string): OwnFunction | undefined {
    if (this.options.outer !== undefined) return this.options.outer.names.ownFunction(name)
    this.#functions ??= functionsIn(this.template)
    const declared = this.#functions.get(name)
    return declared === undefined ? this.#importedFunction(name) : { declared, names: this }
  }

  /** `name`, or `namespace.name` where all of another file is taken. */
  #importedFunction(name: string): OwnFunction | undefined {
    const [first = '', second] = name.split('.')
    const imports = child(this.template, 'imports')
    const from = imports === undefined ? undefined : valueUnder(imports, first)
    const path = asText(child(from, 'from'))
    const wanted = second ?? asText(child(from, 'name'))
    if (from === undefined || path === undefined || wanted === undefined) return undefined
    return this.work.fileAt(path, from)?.ownFunction(wanted.toLowerCase())
  }

  named(symbol: string): Reference | undefined {
    const [, name = symbol, index] = /^(.*)\[(\d{1,4})\]$/.exec(symbol) ?? []
    const written = this.#symbolOf(name)
    if (written === undefined) return this.options.outer?.names.named(symbol)
    const all = this.#resources(written)
    const one = all.kind === 'list' ? all.items[Number(index ?? -1)] : all
    return one?.kind === 'hidden' ? one.refersTo : undefined
  }

  #symbolOf(symbol: string): Written | undefined {
    this.#symbols ??= symbolsIn(this.template)
    return this.#symbols.get(symbol)
  }

  /** A resource, or all that its loop makes. */
  #resources(written: Written): Value {
    const { node, symbol = '' } = written
    return this.#settled.settle(`resource ${symbol}`, node, () => {
      const rounds = roundsOf(node, this.scope, evaluate)
      const all = rounds.map((round) => this.#resource(written, round))
      const [first = hiddenAt('there is no such resource', node)] = all
      return rounds[0]?.key === '' ? first : listAt(all, node)
    })
  }

  #resource({ node, symbol = '', around }: Written, { scope, key }: Round): Value {
    const outer = around === undefined ? undefined : this.#resources(around)
    const parent = outer !== undefined && isResource(outer) ? outer.resource : undefined
    const called = calledAs(node, scope, parent)
    if (called === undefined) return hiddenAt('the type of the resource cannot be known', node)
    const address = this.work.spelled(addressOf(called.type, called.names))
    const name = child(node, 'name')
    return resourceAt(
      {
        ...called,
        address,
        symbol: symbolKey(symbol, key),
        id: idOfResource(called, node, scope),
        ownName: name === undefined ? hiddenAt('it has no name', node) : evaluate(name, scope),
        apiVersion: asText(child(node, 'apiVersion')) ?? '',
        declaredIn: this,
        given: (property) => this.#given({ node, scope, of: `${symbol}${key}` }, property),
      },
      node,
    )
  }

  #given(
    { node, scope, of }: { readonly node: Node; readonly scope: Scope; readonly of: string },
    property: string,
  ): Value | undefined {
    const written = child(node, property)
    if (written === undefined) return undefined
    return this.#settled.settle(`${property} of ${of}`, written, () => evaluate(written, scope))
  }
}

/** What refers to a resource stands where it does so. */
function replaced(value: Value, at: Place): Value {
  return isResource(value) ? { ...value, ...placeIn(at) } : value
}

function placeIn({ start, end, document }: Place): Place {
  return document === undefined ? { start, end } : { start, end, document }
}
