import { type Entry, type MapNode, type Node, type Place, placeOf } from '../../kernel/tree.ts'
import type { Expression } from '../../template/syntax.ts'
import { mapNode, textNode, truthNode } from './nodes.ts'

/** Another file that this one names. */
export interface Link {
  readonly path: string
  readonly at: Place
}

/** What the statements of a file declare, as parts of a template. */
export class Declarations {
  readonly parts: Readonly<Record<Part, Map<string, Entry>>> = {
    parameters: new Map(),
    variables: new Map(),
    functions: new Map(),
    resources: new Map(),
    outputs: new Map(),
    imports: new Map(),
  }
  /** Types of its own that null is one of, and the names of the types of parameters: either may come first. */
  readonly nullableTypes: Set<string> = new Set()
  readonly typeOfParameter: Map<string, string> = new Map()
  /** Files that it deploys as parts of itself. */
  readonly modules: Link[] = []
  /** Those that stand before the statement that is read. */
  decorators: readonly Expression[] = []
  targetScope: Node | undefined
  using: Link | undefined
  base: Link | undefined

  /** Names that are declared again, which Bicep refuses, and where. */
  readonly repeated: { readonly name: string; readonly offset: number }[] = []

  /** Of several things of one name the first one counts. */
  add(part: Part, name: string, value: Node): void {
    if (this.parts[part].has(name)) this.repeated.push({ name, offset: value.start })
    else this.parts[part].set(name, { keyStart: value.start, value })
  }

  get count(): number {
    return Object.values(this.parts).reduce((sum, { size }) => sum + size, 0)
  }

  /** The template that Bicep would make of it. */
  template(at: Place): MapNode {
    for (const [name, type] of this.typeOfParameter) if (this.nullableTypes.has(type)) this.#allowNull(name)
    const part = (name: Part): MapNode => ({ kind: 'map', entries: this.parts[name], ...at })
    const { targetScope } = this
    const functions: Node = { kind: 'list', items: [mapNode({ members: part('functions') }, at)], ...at }
    return mapNode(
      {
        targetScope: targetScope ?? textNode('resourceGroup', at),
        parameters: part('parameters'),
        variables: part('variables'),
        functions,
        resources: part('resources'),
        outputs: part('outputs'),
        imports: part('imports'),
      },
      at,
    )
  }

  #allowNull(parameter: string): void {
    const value = this.parts.parameters.get(parameter)?.value
    if (value?.kind !== 'map') return
    const nullable = { keyStart: value.start, value: truthNode(true, placeOf(value)) }
    const entries = new Map([...value.entries, ['nullable', nullable]])
    this.parts.parameters.set(parameter, { keyStart: value.start, value: { ...value, entries } })
  }
}

type Part = 'parameters' | 'variables' | 'functions' | 'resources' | 'outputs' | 'imports'
