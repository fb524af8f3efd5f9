import type { Document } from '../kernel/document.ts'
import { child, descend, type Node, type Place } from '../kernel/tree.ts'
import type { Origin } from '../model/origin.ts'
import { type Problem, type ProblemCode, problemAt } from '../model/problem.ts'
import { asText, asTruth, type Value } from '../values/value.ts'
import { calledAs } from './called.ts'
import { type Called, symbolKey } from './resource-value.ts'
import { type Written, writtenIn } from './declarations.ts'
import { Deployment } from './deployment.ts'
import { evaluate } from './evaluate.ts'
import { type Round, roundsOf } from './loops.ts'
import type { Budget, Files, KnownModule, Names, Scope, Target, Work } from './names.ts'
import { describeModule, knownModule, openedBy } from './known-module.ts'
import { argument, linkIn, propertiesOf } from './nested.ts'
import { addressOf } from './partly.ts'
import { rootTarget, targetOf } from './targets.ts'

/** A resource as it will be deployed. */
export interface Declared extends Called {
  readonly address: string
  readonly written: Node
  readonly symbol: string | undefined
  /** `[0]` in a loop, else nothing. */
  readonly round: string
  readonly scope: Scope
  readonly target: Target
  /** The deployments that it stands in, the innermost first. */
  readonly calls: readonly Origin[]
  readonly isCertain: boolean
}

const mostResources = 20_000
const mostDeployments = 500
const mostNesting = 20

const deploymentType = 'microsoft.resources/deployments'

const noFiles: Files = { templateAt: () => undefined, documentAt: () => undefined }

/** Goes through a template and those nested in it, and tells what it could not go into. */
export class Walk {
  readonly resources: Declared[] = []
  readonly problems: Problem[] = []
  /** Deployments whose template nobody could read. */
  readonly unread: Set<Declared> = new Set()
  readonly budget: Budget
  readonly #document: Document
  readonly #files: Files
  readonly #work: Work
  readonly #nested = new Map<Names, Nests>()
  readonly #only = new Map<string, Deployment | undefined>()
  readonly #spelled = new Map<string, string>()
  readonly #read = new Map<Node, Deployment>()
  readonly #told = new Set<string>()
  readonly #compiled = new Map<Deployment, Node>()
  /** The addresses of nested deployments. */
  readonly #deployments = new Set<string>()

  constructor(document: Document, budget: Budget, files: Files = noFiles) {
    this.budget = budget
    this.#document = document
    this.#files = files
    this.#work = {
      document,
      problems: this.problems,
      budget,
      outputOf: (around, { address, output, at }) => this.#nestedOf(around, address)?.output(output, at),
      spelled: (address) => this.#spelled.get(address.toLowerCase()) ?? address,
      fileAt: (path, at) => this.#fileAt(path, at),
      documentAt: (path, at) => files.documentAt(path, at.document ?? document),
    }
  }

  /** With what the template was compiled to, where that is known: it has all modules in it. */
  root(template: Node, given: (name: string) => Value | undefined, compiled?: Node): void {
    const root = this.alone(template, given)
    if (compiled !== undefined) this.#compiled.set(root, compiled)
    this.#visit(root)
  }

  /** A template with nothing around it. */
  alone(template: Node, given: (name: string) => Value | undefined, address = ''): Deployment {
    return new Deployment(template, {
      work: this.#work,
      target: rootTarget(template),
      given,
      address,
      name: '[deployment().name]',
      isCertain: true,
      calls: [],
    })
  }

  /** What another file declares is the same for all who ask. */
  #fileAt(path: string, { document = this.#document }: Place): Deployment | undefined {
    const template = this.#files.templateAt(path, document)
    if (template === undefined) return undefined
    const known = this.#read.get(template)
    if (known !== undefined) return known
    const made = this.alone(template, () => undefined, path)
    this.#read.set(template, made)
    return made
  }

  #visit(deployment: Deployment): void {
    for (const nested of this.#expand(deployment).all) this.#visit(nested)
  }

  /** The deployment that one declares itself, or else the only one of that address that any declares. */
  #nestedOf(around: Names, address: string): Deployment | undefined {
    const own = around instanceof Deployment ? this.#expand(around).byName : undefined
    return own?.has(address) === true ? own.get(address) : this.#only.get(address)
  }

  /** All that stands side by side is known before anything nested is gone into: it may be referred to there. */
  #expand(deployment: Deployment): Nests {
    const known = this.#nested.get(deployment)
    if (known !== undefined) return known
    const nests: Nests = { all: [], byName: new Map() }
    this.#nested.set(deployment, nests)
    const own: Declared[] = []
    const { scope, template } = deployment
    const { isCertain } = deployment.options
    for (const written of writtenIn(template)) this.#declare(own, written, { deployment, scope, isCertain })
    for (const each of own) this.#add(nests, each, this.#nest(each, deployment))
    return nests
  }

  #add({ all, byName }: Nests, { address, symbol, round }: Declared, made: Deployment | undefined): void {
    const key = address.toLowerCase()
    byName.set(key, made)
    if (symbol !== undefined) byName.set(symbolKey(symbol, round), made)
    if (made === undefined) return
    all.push(made)
    this.#only.set(key, this.#only.has(key) ? undefined : made)
  }

  #declare(own: Declared[], written: Written, around: Around): void {
    const isPartlyKnown = around.deployment.options.unknown !== undefined
    for (const round of roundsOf(written.node, around.scope, evaluate)) {
      // That such a module may declare more is told where it is called.
      if (isPartlyKnown && !round.isCertain) continue
      if (round.isTooOften === true)
        this.#once('too-large', 'This is repeated too often to be analysed.', written.node)
      this.#declareOne(own, { written, around, round })
    }
  }

  #declareOne(own: Declared[], { written, around, round }: Turn): void {
    const { node, symbol } = written
    const { scope } = round
    const condition = child(node, 'condition')
    const isThere = condition === undefined ? true : asTruth(evaluate(condition, scope))
    if (isThere === false) return
    const called = calledAs(node, scope, around.called)
    if (called === undefined) {
      this.#once('wrong-type', 'A resource has no type that can be known, and was not analysed.', node)
      return
    }
    const { deployment } = around
    const isCertain = around.isCertain && round.isCertain && isThere === true
    const address = addressOf(called.type, called.names)
    const { target } = deployment
    const { calls } = deployment.options
    const { key } = round
    const made = { ...called, address, written: node, symbol, round: key, scope, target, calls, isCertain }
    if (asText(child(node, 'existing')) !== 'true' && !this.#keep(own, made)) return
    for (const inner of writtenIn(node, written))
      this.#declare(own, inner, { deployment, scope, isCertain, called })
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

  #nest(declared: Declared, around: Deployment): Deployment | undefined {
    if (declared.type.toLowerCase() !== deploymentType) return undefined
    const properties = propertiesOf(declared.written, declared.scope)
    const compiled = this.#compiledOf(declared, around)
    const module = this.#moduleOf(declared, properties, compiled)
    if (module?.unknown !== undefined || module === undefined) this.#tell(declared, module?.unknown)
    if (module === undefined) {
      this.unread.add(declared)
      return undefined
    }
    const { calls } = around.options
    if (calls.length >= mostNesting || this.#deployments.size >= mostDeployments) {
      const message = 'Deployments stand in each other too often to be analysed.'
      this.#once('too-large', message, declared.written)
      return undefined
    }
    const made = this.#deploy(declared, { ...module, properties, calls })
    if (compiled !== undefined) this.#compiled.set(made, compiled)
    return made
  }

  #deploy(declared: Declared, { template, properties, calls, unknown }: Nested): Deployment {
    const { written, scope, names, address, target, isCertain } = declared
    const evaluation = descend(properties, 'expressionEvaluationOptions', 'scope')
    const isLinked = linkIn(properties, scope) !== undefined
    return new Deployment(template, {
      work: this.#work,
      target: targetOf(written, scope, target),
      given: (name) => openedBy(unknown, argument(child(properties, 'parameters'), name, scope)),
      address: this.#unique(address),
      name: names.at(-1) ?? '',
      isCertain,
      unknown,
      calls: [originOf(written, this.#document), ...calls],
      // A template of its own file knows nothing of what stands around the deployment.
      ...(isLinked || asText(evaluation)?.toLowerCase() === 'inner' ? {} : { outer: scope }),
    })
  }

  #compiledOf({ symbol = '' }: Declared, around: Deployment): Node | undefined {
    return descend(this.#compiled.get(around), 'resources', symbol, 'properties', 'template')
  }

  /** Deployments of one name in several others are told apart by their number. */
  #unique(address: string): string {
    const made = this.#deployments.has(address) ? `${address}#${this.#deployments.size}` : address
    this.#deployments.add(made)
    return made
  }

  #moduleOf(
    { written, scope }: Declared,
    properties: Node | undefined,
    compiled: Node | undefined,
  ): KnownModule | undefined {
    const link = linkIn(properties, scope)
    const { document = this.#document } = written
    const beside = link === undefined ? undefined : this.#files.templateAt(link, document)
    const template = child(properties, 'template') ?? beside ?? compiled
    return template === undefined ? knownModule(this.#files, written, { properties, scope }) : { template }
  }

  #tell(declared: Declared, unknown: string | undefined): void {
    const code = unknown === undefined ? 'missing-module' : 'partly-known-module'
    this.#once(code, describeModule(declared, unknown), declared.written)
  }

  /** One problem of a kind at one place. */
  #once(code: ProblemCode, message: string, { document = this.#document, start }: Node): void {
    const key = `${code} ${start} ${document.path}`
    if (!this.#told.has(key)) this.problems.push(problemAt(code, message, { document, offset: start }))
    this.#told.add(key)
  }
}

/** The deployments nested in one. */
interface Nests {
  readonly all: Deployment[]
  /** Also what could not be gone into. */
  readonly byName: Map<string, Deployment | undefined>
}

/** What a resource is declared in. */
interface Around {
  readonly deployment: Deployment
  readonly scope: Scope
  readonly isCertain: boolean
  readonly called?: Called
}

/** A deployment that is to be made. */
interface Nested extends KnownModule {
  readonly properties: Node | undefined
  /** Those that the one around it stands in. */
  readonly calls: readonly Origin[]
}

interface Turn {
  readonly written: Written
  readonly around: Around
  readonly round: Round
}

export function originOf({ document, start, end }: Node, root: Document): Origin {
  return { document: document ?? root, start, end }
}
