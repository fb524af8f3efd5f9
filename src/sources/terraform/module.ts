import { join } from 'node:path/posix'

import type { Document, Origin } from '../../model/origin.ts'
import type { Place, Reference } from '../../kernel/tree.ts'
import { bodyTree } from './body-tree.ts'
import { askedBy, nameAsked } from './data-source.ts'
import type { Declared, ModuleSource } from './declarations.ts'
import { evaluate, nameOf } from './evaluate.ts'
import type { Budget, Found, Names, Scope, StepKey } from './scope.ts'
import { type Instance, instancesOf, type Repeated, repeatedBy } from './instances.ts'
import type { Block } from './syntax.ts'
import { variableValue } from './variable.ts'
import { SettledValues } from '../../values/settled.ts'
import { failureAt, hiddenAt, listAt, mapAt, scalarAt, type Value } from '../../values/value.ts'

/** All that modules of one root share. */
export interface Configuration {
  readonly budget: Budget
  /** The resource behind an address. */
  readonly resources: Map<string, ResourceInstance>
  /** The file at a path as an expression writes it. */
  readonly findFile: (path: string) => Document | undefined
  /** The modules that a block calls, in the order of its instances; none where its source is not at hand. */
  readonly called: (block: Declared<Block>, caller: Module) => readonly Module[]
}

/** One resource as it will be created. */
export interface ResourceInstance {
  /** `module.aks.azurerm_kubernetes_cluster.main[0]`. */
  readonly address: string
  readonly type: string
  readonly declared: Declared<Block>
  readonly module: Module
  readonly instance: Instance
}

export interface ModuleOptions {
  /** `module.aks.`, or nothing for the root. */
  readonly prefix: string
  readonly given: (name: string) => Value | undefined
  readonly configuration: Configuration
  /** Names of the modules that lead here, the outermost first. */
  readonly path: readonly string[]
  /** The calls that lead here, the innermost first. */
  readonly calls: readonly Origin[]
  readonly isCertain: boolean
}

/** A module with the values that it was called with: whatever is asked of it is worked out once. */
export class Module implements Names {
  readonly source: ModuleSource
  readonly options: ModuleOptions
  readonly #settled = new SettledValues()
  readonly #repeated = new Map<Declared<Block>, Repeated>()

  constructor(source: ModuleSource, options: ModuleOptions) {
    this.source = source
    this.options = options
  }

  scopeIn(document: Document, names: Scope['names'] = new Map()): Scope {
    return { document, names, module: this, budget: this.options.configuration.budget }
  }

  /** The resources that stand in this module itself. */
  resources(): readonly ResourceInstance[] {
    return [...this.source.resources].flatMap(([name, declared]) =>
      instancesOf(this.repeated(declared)).map((instance) => this.#resource(name, declared, instance)),
    )
  }

  #resource(name: string, declared: Declared<Block>, instance: Instance): ResourceInstance {
    const address = `${this.options.prefix}${name}${instance.key}`
    const { resources } = this.options.configuration
    const known = resources.get(address)
    if (known !== undefined) return known
    const made = { address, type: declared.written.labels[0] ?? '', declared, module: this, instance }
    resources.set(address, made)
    return made
  }

  repeated(declared: Declared<Block>): Repeated {
    const known = this.#repeated.get(declared)
    if (known !== undefined) return known
    this.#repeated.set(declared, { by: 'unknown' })
    const repeated = repeatedBy(declared.written.body, this.scopeIn(declared.document))
    this.#repeated.set(declared, repeated)
    return repeated
  }

  lookUp(name: string, keys: readonly StepKey[], at: Place): Found {
    const [first] = keys
    const word = typeof first === 'string' ? first : ''
    if (name === 'var') return { value: this.variable(word, at), used: 1 }
    if (name === 'local') return { value: this.#local(word, at), used: 1 }
    if (name === 'module') return this.#calledModule(word, keys, at)
    if (name === 'path') return { value: this.#path(word, at), used: 1 }
    if (name === 'data') return { value: this.#dataSource(keys, at), used: 2 }
    const declared = this.source.resources.get(`${name}.${word}`)
    if (declared !== undefined) return { value: this.#reference(`${name}.${word}`, declared, at), used: 1 }
    if (word === '' || !name.includes('_'))
      return { value: hiddenAt(`${name} cannot be known here`, at), used: keys.length }
    return { value: referenceAt({ to: `${this.options.prefix}${name}.${word}`, path: [] }, at), used: 1 }
  }

  variable(name: string, at: Place): Value {
    return this.#settled.settle(`var.${name}`, at, () => {
      const declared = this.source.variables.get(name)
      if (declared === undefined) return hiddenAt(`variable ${name} is not declared`, at)
      return variableValue(declared.written, this.options.given(name), this.scopeIn(declared.document))
    })
  }

  #local(name: string, at: Place): Value {
    return this.#settled.settle(`local.${name}`, at, () => {
      const declared = this.source.locals.get(name)
      if (declared === undefined) return hiddenAt(`local ${name} is not declared`, at)
      return evaluate(declared.written.value, this.scopeIn(declared.document))
    })
  }

  output(name: string, at: Place): Value {
    return this.#settled.settle(`output.${name}`, at, () => {
      const declared = this.source.outputs.get(name)
      const value = declared?.written.body.attributes.find((each) => each.name === 'value')?.value
      if (declared === undefined || value === undefined) return failureAt(`there is no output ${name}`, at)
      return evaluate(value, this.scopeIn(declared.document))
    })
  }

  #outputs(at: Place): Value {
    const names = [...this.source.outputs.keys()]
    return mapAt(
      new Map(names.map((name) => [name, { keyStart: at.start, value: this.output(name, at) }])),
      at,
    )
  }

  /** `module.a.output`, `module.a[0].output`, or all of it. */
  #calledModule(name: string, keys: readonly StepKey[], at: Place): Found {
    const declared = this.source.modules.get(name)
    const modules = declared === undefined ? [] : this.options.configuration.called(declared, this)
    const [only] = modules
    if (declared === undefined || only === undefined)
      return { value: hiddenAt(`module ${name} was not read`, at), used: keys.length }
    const repeated = this.repeated(declared)
    if (repeated.by === 'nothing' || repeated.by === 'unknown') {
      const output = keys.findIndex((key, index) => index > 0 && typeof key === 'string')
      if (output === -1) return { value: only.#outputs(at), used: keys.length }
      return { value: only.output(String(keys[output]), at), used: output + 1 }
    }
    return {
      value: keyed(
        repeated,
        modules.map((each) => each.#outputs(at)),
        at,
      ),
      used: 1,
    }
  }

  #path(word: string, at: Place): Value {
    return word === 'module' || word === 'root'
      ? scalarAt(this.source.folder, at)
      : hiddenAt('it depends on where Terraform runs', at)
  }

  #dataSource([type, name]: readonly StepKey[], at: Place): Value {
    if (typeof type !== 'string' || typeof name !== 'string')
      return hiddenAt('the reference cannot be read', at)
    const declared = this.source.dataSources.get(`${type}.${name}`)
    const asked =
      declared === undefined ? {} : askedBy(declared.written.body, this.scopeIn(declared.document))
    const to = `${this.options.prefix}data.${type}.${name}`
    return hiddenAt(`data.${type}.${name} is only known once it is asked for`, at, { to, path: [], ...asked })
  }

  /** A resource, or all of its instances. */
  #reference(name: string, declared: Declared<Block>, at: Place): Value {
    const repeated = this.repeated(declared)
    const references = instancesOf(repeated).map((instance) =>
      referenceAt({ to: this.#resource(name, declared, instance).address, path: [] }, at),
    )
    const [first = hiddenAt('there is no instance', at)] = references
    return repeated.by === 'count' || repeated.by === 'each' ? keyed(repeated, references, at) : first
  }

  /** What a resource is given is known; everything else once it is created. */
  follow(value: Value, key: StepKey): Value {
    const reference = value.kind === 'hidden' ? value.refersTo : undefined
    const name = nameOf(key)
    if (reference === undefined || name === undefined) return hiddenAt('an index cannot be known', value)
    if (reference.path.length > 0)
      return referenceAt({ ...reference, path: [...reference.path, name] }, value)
    // The key of instances of which nobody knows how many there are.
    if (typeof key !== 'string' || /^\d+$/.test(key)) return value
    return this.#given(reference, name, value) ?? referenceAt({ ...reference, path: [name] }, value)
  }

  /** Of whose name nobody knows it is known whose it is. */
  #given(reference: Reference, name: string, at: Place): Value | undefined {
    const resource = this.options.configuration.resources.get(reference.to)
    const given = nameAsked(reference, name, at) ?? resource?.module.argument(resource, name, at)
    const isOpenName = name === 'name' && given?.kind === 'hidden' && given.refersTo === undefined
    return isOpenName ? { ...given, refersTo: { ...reference, path: [name] } } : given
  }

  /** What a resource is given for an argument; nothing where it is given nothing. */
  argument({ address, declared, instance }: ResourceInstance, name: string, at: Place): Value | undefined {
    const written = declared.written.body.attributes.find((each) => each.name === name)?.value
    if (written === undefined) return this.#metadata({ address, declared, instance }, name, at)
    return this.#settled.settle(`${address}.${name}`, at, () =>
      evaluate(written, this.scopeIn(declared.document, instance.names)),
    )
  }

  /** Objects of Kubernetes name each other by `metadata[0].name`, which is given. */
  #metadata(
    resource: Pick<ResourceInstance, 'address' | 'declared' | 'instance'>,
    name: string,
    at: Place,
  ): Value | undefined {
    const { written, document } = resource.declared
    const block = written.body.blocks.find(({ type }) => type === name)
    if (name !== 'metadata' || block === undefined) return undefined
    return this.#settled.settle(`${resource.address}.${name}`, at, () => {
      const given = bodyTree(block.body, this.scopeIn(document, resource.instance.names), block)
      return listAt([given], given)
    })
  }

  readonly readFile = (path: string, at: Place): Value => {
    const found = this.options.configuration.findFile(path)
    return found === undefined
      ? hiddenAt(`file ${path.slice(0, 200)} was not read`, at)
      : scalarAt(found.text, at)
  }

  /** The path of a module that stands beside this one. */
  pathOf(source: string): string {
    return join(this.source.folder, source)
  }
}

/** What a resource is given, as a tree. */
export function argumentsOf({ declared, module, instance }: ResourceInstance): Value {
  const { written, document } = declared
  return bodyTree(written.body, module.scopeIn(document, instance.names), written)
}

function referenceAt(reference: Reference, at: Place): Value {
  const path = [reference.to, ...reference.path].join('.')
  return hiddenAt(`${path.slice(0, 200)} is only known once it is created`, at, reference)
}

function keyed(
  repeated: Repeated & { readonly by: 'count' | 'each' },
  values: readonly Value[],
  at: Place,
): Value {
  if (repeated.by === 'count') return listAt(values, at)
  const entries = repeated.items.map(
    ([key], index) => [key, { keyStart: at.start, value: values[index] ?? scalarAt(null, at) }] as const,
  )
  return mapAt(new Map(entries), at)
}
