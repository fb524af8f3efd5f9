import type { Document } from '../kernel/document.ts'
import { child, entriesOf, itemsOf, type Node } from '../kernel/tree.ts'
import { type Problem, type ProblemCode, problemAt } from '../model/problem.ts'
import { asText, asTruth, hiddenAt, type Value } from '../sources/values.ts'
import { Deployment } from './deployment.ts'
import { evaluate } from './evaluate.ts'
import { valueUnder } from './functions/collections.ts'
import { timesOf, withIndex } from './loops.ts'
import type { Budget, Scope, Target, Work } from './names.ts'
import { addressOf, segmentsOf, textIn } from './partly.ts'

/** A resource as it will be deployed. */
export interface Declared {
  readonly type: string
  /** A name for each part of the type behind the first. */
  readonly names: readonly string[]
  readonly address: string
  readonly written: Node
  readonly scope: Scope
  readonly target: Target
  readonly isCertain: boolean
}

const mostWork = 2_000_000
const mostResources = 20_000
const mostDeployments = 500
const mostNesting = 20

const deploymentType = 'microsoft.resources/deployments'

/** Goes through a template and those nested in it, and tells what it could not go into. */
export class Walk {
  readonly resources: Declared[] = []
  readonly problems: Problem[] = []
  readonly budget: Budget = { left: mostWork, depth: 0 }
  readonly #document: Document
  readonly #nested = new Map<string, Deployment>()
  readonly #spelled = new Map<string, string>()

  constructor(document: Document) {
    this.#document = document
  }

  root(template: Node, given: (name: string) => Value | undefined): void {
    const target = rootTarget(template)
    const root = new Deployment(template, {
      work: this.#work(),
      target,
      given,
      address: '',
      isCertain: true,
      depth: 0,
    })
    this.#visit(root)
  }

  #work(): Work {
    return {
      document: this.#document,
      problems: this.problems,
      budget: this.budget,
      outputOf: (address, name, at) => this.#nested.get(address.toLowerCase())?.output(name, at),
      spelled: (address) => this.#spelled.get(address.toLowerCase()) ?? address,
    }
  }

  /** All that stands side by side is known before anything nested is gone into: it may be referred to there. */
  #visit(deployment: Deployment): void {
    const own: Declared[] = []
    for (const [symbol, node] of namedResources(child(deployment.template, 'resources')))
      this.#declare(own, {
        deployment,
        node,
        symbol,
        scope: deployment.scope,
        isCertain: deployment.options.isCertain,
      })
    const nested = own.map((each) => this.#nest(each, deployment))
    for (const each of nested) if (each !== undefined) this.#visit(each)
  }

  #declare(own: Declared[], given: Written): void {
    for (const { scope, isCertain, key } of this.#instances(given))
      this.#declareOne(own, { ...given, scope, isCertain }, key)
  }

  #instances({ node, scope, isCertain }: Written): readonly Instance[] {
    const copy = child(node, 'copy')
    if (copy === undefined) return [{ scope, isCertain, key: '' }]
    const name = asText(child(copy, 'name')) ?? ''
    const times = timesOf(evaluate(child(copy, 'count') ?? copy, scope))
    if (times === undefined) return [{ scope: withIndex(scope, name, undefined), isCertain: false, key: '' }]
    return Array.from({ length: times }, (_, index) => ({
      scope: withIndex(scope, name, index),
      isCertain,
      key: `[${index}]`,
    }))
  }

  #declareOne(own: Declared[], written: Written, key: string): void {
    const { node, scope, deployment, symbol, parent } = written
    const condition = child(node, 'condition')
    const isThere = condition === undefined ? true : asTruth(evaluate(condition, scope))
    if (isThere === false) return
    const called = this.#nameOf(written, parent)
    if (called === undefined) return
    const address = addressOf(called.type, called.names)
    if (symbol !== undefined)
      deployment.symbols.set(symbol + key, { to: address, path: ['id'], type: called.type })
    if (asText(child(node, 'existing')) === 'true') return
    const isCertain = written.isCertain && isThere === true
    const made = { ...called, address, written: node, scope, target: deployment.target, isCertain }
    if (!this.#keep(own, made)) return
    for (const [name, inner] of namedResources(child(node, 'resources')))
      this.#declare(own, { deployment, node: inner, symbol: name, scope, isCertain, parent: called })
  }

  #keep(own: Declared[], made: Declared): boolean {
    if (this.resources.length >= mostResources) {
      this.#once('too-large', 'There are too many resources to analyse.', made.written)
      return false
    }
    this.#spelled.set(made.address.toLowerCase(), made.address)
    this.resources.push(made)
    own.push(made)
    return true
  }

  /** A resource in another one goes by the type and the name of both. */
  #nameOf({ node, scope, deployment }: Written, parent: Called | undefined): Called | undefined {
    const type = asText(evaluate(child(node, 'type') ?? node, scope))
    if (type === undefined) {
      this.#once('wrong-type', 'A resource has no type that can be known, and was not analysed.', node)
      return undefined
    }
    const [bare = ''] = type.split('@')
    const name = child(node, 'name')
    const text =
      (name === undefined ? undefined : textIn(evaluate(name, scope))) ?? asWritten(name, scope, deployment)
    const names = segmentsOf(text)
    const isRelative = parent !== undefined && !(bare.split('/')[0] ?? '').includes('.')
    if (!isRelative) return { type: bare, names }
    return { type: `${parent.type}/${bare}`, names: [...parent.names, ...names] }
  }

  #nest(declared: Declared, around: Deployment): Deployment | undefined {
    if (declared.type.toLowerCase() !== deploymentType) return undefined
    const { written, scope, address } = declared
    const properties = child(written, 'properties')
    const template = child(properties, 'template')
    const { depth } = around.options
    if (template === undefined) {
      this.#once(
        'missing-module',
        `The template of ${address.slice(0, 200)} stands elsewhere and was not analysed.`,
        written,
      )
      return undefined
    }
    if (depth >= mostNesting || this.#nested.size >= mostDeployments) {
      this.#once('too-large', 'Deployments stand in each other too often to be analysed.', written)
      return undefined
    }
    const isInner =
      asText(child(child(properties, 'expressionEvaluationOptions'), 'scope'))?.toLowerCase() === 'inner'
    const made = new Deployment(template, {
      work: around.work,
      target: targetOf(declared),
      given: (name) => argument(child(properties, 'parameters'), name, scope),
      address,
      isCertain: declared.isCertain,
      depth: depth + 1,
      ...(isInner ? {} : { outer: scope }),
    })
    this.#nested.set(address.toLowerCase(), made)
    return made
  }

  /** One problem of a kind at one place. */
  #once(code: ProblemCode, message: string, { document = this.#document, start }: Node): void {
    const problem = problemAt(code, message, { document, offset: start })
    const isKnown = this.problems.some(
      ({ code: other, location: { line } }) => other === code && line === problem.location.line,
    )
    if (!isKnown) this.problems.push(problem)
  }
}

interface Called {
  readonly type: string
  readonly names: readonly string[]
}

interface Written {
  readonly deployment: Deployment
  readonly node: Node
  readonly symbol: string | undefined
  readonly scope: Scope
  readonly isCertain: boolean
  readonly parent?: Called
}

interface Instance {
  readonly scope: Scope
  readonly isCertain: boolean
  /** `[0]`, or nothing. */
  readonly key: string
}

/** A name that cannot be known at all goes by how it is written, in which deployment and round of a loop. */
function asWritten(name: Node | undefined, { loops }: Scope, { options }: Deployment): string {
  const parts = [options.address, asText(loops.get('')) ?? '', asText(name) ?? 'no name']
  return `[${parts.join(' ').replaceAll(/[[\]]/g, '').trim()}]`
}

/** Resources stand in a list, or in a map by their symbolic names. */
function namedResources(resources: Node | undefined): readonly (readonly [string | undefined, Node])[] {
  if (resources?.kind === 'map')
    return [...entriesOf(resources)].map(([symbol, { value }]) => [symbol, value] as const)
  return itemsOf(resources).map((node) => [undefined, node] as const)
}

/** What a nested deployment is given. A secret of a vault is given, too: nobody knows it. */
function argument(parameters: Node | undefined, name: string, scope: Scope): Value | undefined {
  const given = parameters === undefined ? undefined : valueUnder(parameters, name)
  if (given === undefined) return parameters?.kind === 'hidden' ? parameters : undefined
  const worked = evaluate(given, scope)
  if (worked.kind === 'hidden') return worked
  return child(worked, 'value') ?? hiddenAt(`parameter ${name.slice(0, 80)} is kept elsewhere`, given)
}

/** The schema says what a template goes into. */
function rootTarget(template: Node): Target {
  const schema = asText(child(template, '$schema'))?.toLowerCase() ?? ''
  const isAround = /\/(?:subscription|managementgroup|tenant)deploymenttemplate\.json/.test(schema)
  return { subscription: '[subscription().subscriptionId]', group: isAround ? '' : '[resourceGroup().name]' }
}

/** Where a nested deployment goes: where the one around it does, unless it says otherwise. */
function targetOf({ written, scope, target, address }: Declared): Target {
  const stated = (key: string): string | undefined => {
    const node = child(written, key)
    return node === undefined ? undefined : (textIn(evaluate(node, scope)) ?? `[${key} of ${address}]`)
  }
  const subscription = stated('subscriptionId')
  return {
    subscription: subscription ?? target.subscription,
    group: stated('resourceGroup') ?? (subscription === undefined ? target.group : ''),
  }
}
