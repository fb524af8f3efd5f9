import { child, type Node } from '../kernel/tree.ts'
import { asText } from '../values/value.ts'
import { evaluate } from './evaluate.ts'
import type { Scope } from './names.ts'
import { segmentsOf, textIn } from './partly.ts'
import { isResource, type Called } from './resource-value.ts'

/** How a resource is called: one in another one, or with a parent, goes by the names of both. */
export function calledAs(node: Node, scope: Scope, around?: Called): Called | undefined {
  const type = asText(evaluate(child(node, 'type') ?? node, scope))
  if (type === undefined) return undefined
  const [bare = ''] = type.split('@')
  const names = segmentsOf(nameOf(naming(node), scope))
  const parent = around ?? parentOf(child(node, 'parent'), bare, scope)
  if (parent === undefined) return { type: bare, names }
  const isRelative = !(bare.split('/')[0] ?? '').includes('.')
  if (isRelative) return { type: `${parent.type}/${bare}`, names: [...parent.names, ...names] }
  return { type: bare, names: around === undefined ? [...parent.names, ...names] : names }
}

/** Objects of Microsoft Graph have no name of their own: what else tells them from each other in one template. */
const namings = ['name', 'uniqueName', 'appId', 'principalId'] as const

function naming(node: Node): Node | undefined {
  return namings.map((key) => child(node, key)).find((value) => value !== undefined)
}

function parentOf(written: Node | undefined, type: string, scope: Scope): Called | undefined {
  if (written === undefined) return undefined
  const parent = evaluate(written, scope)
  if (isResource(parent)) return parent.resource
  const parts = type.split('/').slice(0, -1)
  return { type: parts.join('/'), names: parts.slice(1).map(() => asWritten(written, scope)) }
}

function nameOf(name: Node | undefined, scope: Scope): string {
  const known = name === undefined ? undefined : textIn(evaluate(name, scope))
  return known ?? asWritten(name, scope)
}

const mostWritten = 200

/** A name that cannot be known at all goes by how it is written, in which deployment and round of a loop. */
function asWritten(name: Node | undefined, { loops, names }: Scope): string {
  const written = asText(name) ?? name?.document?.text.slice(name.start, name.end)
  const parts = [names.address, asText(loops.get('')) ?? '', written?.slice(0, mostWritten) ?? 'no name']
  return `[${parts.join(' ').replaceAll(/[[\]]/g, '').trim()}]`
}
