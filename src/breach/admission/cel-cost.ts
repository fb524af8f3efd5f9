/** A node of an expression's syntax tree, as far as its cost needs it. */
interface CelNode {
  readonly op: string
  readonly args: unknown
}

/** Sizes of what names stand for, in elements or characters. */
export type Sizes = ReadonlyMap<string, number>

/** No list or map of a planted pod has more elements. */
const sizeOfObjects = 12

/** What it takes to try a tame pattern on a text of a planted pod, in steps of other kinds. */
const costOfPattern = 200

/**
 * An upper bound of the steps that an expression takes and of the size of what it makes, so that a hostile policy can
 * be left alone: Kubernetes itself refuses what costs too much. Infinite where it cannot be told.
 */
export function costOf(node: unknown, sizes: Sizes): number {
  if (Array.isArray(node)) return sum(node, sizes)
  if (!isCelNode(node)) return 1
  const { op, args } = node
  const cost = costs[op]
  return cost === undefined ? 1 + sum(Array.isArray(args) ? args : [args], sizes) : cost(args as never, sizes)
}

const costs: Readonly<Record<string, ((args: never, sizes: Sizes) => number) | undefined>> = {
  value: (value: unknown) => (typeof value === 'string' ? value.length + 1 : 1),
  id: (name: string, sizes) => sizes.get(name) ?? sizeOfObjects,
  rcall: costOfMethod,
  '.': costOfMember,
  '.?': costOfMember,
}

function sum(nodes: readonly unknown[], sizes: Sizes): number {
  return nodes.reduce<number>((total, each) => total + costOf(each, sizes), 0)
}

/** A variable of the policy costs what its own expression does. */
function costOfMember([target, name]: readonly [unknown, string], sizes: Sizes): number {
  const isVariable = isCelNode(target) && target.op === 'id' && target.args === 'variables'
  return isVariable ? (sizes.get(`variables.${name}`) ?? Infinity) : costOf(target, sizes) + 1
}

type Method = readonly [name: string, target: unknown, args: readonly unknown[]]

const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter'])
const patterned: ReadonlySet<string> = new Set(['matches', 'find', 'findAll'])
const multiplying: ReadonlySet<string> = new Set(['replace', 'join', 'format', 'split'])

function costOfMethod([name, target, args]: Method, sizes: Sizes): number {
  const size = costOf(target, sizes)
  if (macros.has(name)) return size * (1 + costOfBody(args, sizes, size))
  if (name === 'bind') return costOfBinding(args, sizes)
  if (patterned.has(name)) return isTamePattern(args[0]) ? size + costOfPattern : Infinity
  const own = 1 + sum(args, sizes)
  return multiplying.has(name) ? size * own : size + own
}

function costOfBody([variable, ...body]: readonly unknown[], sizes: Sizes, size: number): number {
  return sum(body, new Map([...sizes, [nameOf(variable), size]]))
}

function costOfBinding([variable, value, ...body]: readonly unknown[], sizes: Sizes): number {
  const size = costOf(value, sizes)
  return size + sum(body, new Map([...sizes, [nameOf(variable), size]]))
}

function nameOf(node: unknown): string {
  return isCelNode(node) ? String(node.args) : ''
}

const longestPattern = 300

/** No repetition of a group, and at most two open repetitions: then trying costs no more than the square of the text. */
function isTamePattern(node: unknown): boolean {
  if (!isCelNode(node) || node.op !== 'value' || typeof node.args !== 'string') return false
  const pattern = node.args
  const open = pattern.replace(/\\./g, '').match(/[*+]|\{\d*,\}/g) ?? []
  return pattern.length <= longestPattern && open.length <= 2 && !/\)[*+?{]|\\[1-9]/.test(pattern)
}

function isCelNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}
