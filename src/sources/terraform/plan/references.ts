import { child, entriesOf, itemsOf, type Node, type Reference, textOf } from '../../../kernel/tree.ts'

/** A module of the plan’s configuration, and where it is called. */
export interface PlanModule {
  /** `module.aks.`, or nothing for the root. */
  readonly prefix: string
  readonly node: Node | undefined
  readonly caller?: PlanModule
  /** What the call gives its variables. */
  readonly given?: Node | undefined
}

const mostSteps = 20

/** The module of a prefix such as `module.a.module.b.`; keys of instances are left aside, since calls have none. */
export function moduleAt(root: PlanModule, address: string): PlanModule {
  const names = [...address.matchAll(/module\.([\w-]+)(?:\[[^\]]{0,200}\])?\./g)]
  return names.reduce((caller, [text, name = '']) => calledBy(caller, text, name), root)
}

function calledBy(caller: PlanModule, text: string, name: string): PlanModule {
  const call = child(child(caller.node, 'module_calls'), name)
  return {
    prefix: `${caller.prefix}${text}`,
    node: child(call, 'module'),
    caller,
    given: child(call, 'expressions'),
  }
}

/** What an expression of the plan refers to, where that is a property of a resource. */
export function referenceIn(
  expression: Node | undefined,
  module: PlanModule,
  steps = 0,
): Reference | undefined {
  if (steps > mostSteps) return undefined
  for (const item of itemsOf(child(expression, 'references'))) {
    const found = followed(textOf(item) ?? '', module, steps)
    if (found !== undefined) return found
  }
  return undefined
}

const ofResource =
  /^((?:data\.)?(?!var\.|local\.|each\.|count\.|path\.|module\.)\w+\.[\w-]+(?:\[[^\]]{0,200}\])?)(?:\.(.+))?$/

/** Variables lead to what the call gives them, outputs to what the called module says. */
function followed(text: string, module: PlanModule, steps: number): Reference | undefined {
  const variable = /^var\.([\w-]+)/.exec(text)?.[1]
  if (variable !== undefined)
    return module.caller === undefined
      ? undefined
      : referenceIn(child(module.given, variable), module.caller, steps + 1)
  const [, called, output] = /^module\.([\w-]+)(?:\[[^\]]*\])?\.([\w-]+)/.exec(text) ?? []
  return called === undefined || output === undefined
    ? propertyOf(text, module)
    : outputOf(output, calledBy(module, `module.${called}.`, called), steps)
}

function outputOf(name: string, module: PlanModule, steps: number): Reference | undefined {
  const output = child(child(module.node, 'outputs'), name)
  return referenceIn(child(output, 'expression'), module, steps + 1)
}

/** Places in lists say nothing: a block that is there once stands for itself. */
function propertyOf(text: string, { prefix }: PlanModule): Reference | undefined {
  const [, address, path = ''] = ofResource.exec(text) ?? []
  if (address === undefined) return undefined
  const names = path.replaceAll(/\[[^\]]{0,200}\]/g, '')
  return { to: `${prefix}${address}`, path: names === '' ? [] : names.split('.') }
}

/** The expressions of a resource, by the name of its argument. */
export function expressionsOf(module: PlanModule, type: string, name: string): Node | undefined {
  const resources = itemsOf(child(module.node, 'resources'))
  const isIt = (each: Node): boolean =>
    textOf(child(each, 'type')) === type && textOf(child(each, 'name')) === name
  return child(resources.find(isIt), 'expressions')
}

/** All modules of a plan’s values, the root first. */
export function modulesIn(root: Node | undefined): readonly Node[] {
  const found: Node[] = []
  const left = root === undefined ? [] : [root]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    found.push(next)
    left.push(...itemsOf(child(next, 'child_modules')))
  }
  return found
}

/** Entries by their key. */
export function byKey(node: Node | undefined): ReadonlyMap<string, Node> {
  return new Map([...entriesOf(node)].map(([key, { value }]) => [key, value]))
}
