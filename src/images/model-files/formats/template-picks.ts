// Templates that do not write which attributes they pick, and so could mean any.
import { isNode, nameOf, type Node, nodesOf, type Tell } from './template-nodes.ts'

export function judgePicks(program: unknown, tell: Tell): void {
  const nodes = [...nodesOf(program)]
  if (nodes.some(({ type, callee }) => type === 'CallExpression' && isUnwritten(callee)))
    tell('medium', 'calls what it picks by a name that it does not write')
  if (nodes.some(isAttributeUnwritten)) tell('medium', 'picks attributes by names that it does not write')
  if (nodes.some(isUnwritten) && nodes.some(makesUnderscores))
    tell('medium', 'makes underscores, and picks by names that it does not write')
}

const written: ReadonlySet<string> = new Set([
  'StringLiteral',
  'IntegerLiteral',
  'FloatLiteral',
  'UnaryExpression',
])

/** `x[name]`; a slice and a number pick no attribute. */
function isUnwritten(node: unknown): boolean {
  if (!isNode(node) || node.type !== 'MemberExpression' || node['computed'] !== true) return false
  const property = node['property']
  return isNode(property) && property.type !== 'SliceExpression' && !written.has(property.type)
}

/** `map(attribute=name)` and its like take an attribute, or a path of some. */
function isAttributeUnwritten({ type, key, value }: Node): boolean {
  if (type !== 'KeywordArgumentExpression' || nameOf(key) !== 'attribute') return false
  return isNode(value) && !written.has(value.type)
}

const underscores = /^_+$/

function isUnderscores(node: unknown): boolean {
  return isNode(node) && node.type === 'StringLiteral' && underscores.test(String(node['value']))
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** No text of a chat needs any of these; `a ~ '_' ~ b` and `x.replace('_', ' ')` it may. */
const makers: Readonly<Record<string, (node: Node) => boolean>> = {
  BinaryExpression: ({ left, right, operator }) =>
    isNode(operator) && operator['value'] === '*' && (isUnderscores(left) || isUnderscores(right)),
  Set: ({ value, body }) => isUnderscores(value) || listOf(body).some(isUnderscores),
  ArrayLiteral: ({ value }) => listOf(value).some(isUnderscores),
  TupleLiteral: ({ value }) => listOf(value).some(isUnderscores),
  StringLiteral: ({ value }) => /^__\w+__$/.test(String(value)),
}

function makesUnderscores(node: Node): boolean {
  return makers[node.type]?.(node) === true
}
