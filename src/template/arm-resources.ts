import { lookup } from '../kernel/lookup.ts'
import { isReadArm } from '../arm/assets.ts'
import { unreadModuleType } from '../arm/unread-module.ts'
import { isPart, mapOf, referenceAt, withParts } from '../arm/parts.ts'
import type { ArmResource } from '../arm/resource.ts'
import type { Document } from '../kernel/document.ts'
import { child, type Entry, type MapNode, type Node, placeOf } from '../kernel/tree.ts'
import { hiddenAt, scalarAt, type Value } from '../values/value.ts'
import { evaluate } from './evaluate.ts'
import { addressOf, isPartly, segmentsOf, textAt, textIn, within } from './partly.ts'
import { idIn } from './resource-value.ts'
import { aroundAll } from './targets.ts'
import { type Declared, originOf, type Walk } from './walk.ts'

/** What ARM itself reads of a resource. */
const ownKeys = new Set([
  'copy',
  'condition',
  'dependsOn',
  'resources',
  'comments',
  'existing',
  'import',
  'metadata',
  'parent',
])

/** The resources of a template that are read, in the shape of ARM. */
export function armResources({ resources, unread }: Walk, document: Document): readonly ArmResource[] {
  return withParts(
    resources
      .map((declared) => ({
        declared,
        extended: unread.has(declared)
          ? { ...extensionOf(declared), type: unreadModuleType }
          : extensionOf(declared),
      }))
      .filter(({ extended: { type } }) => isReadArm(type) || isPart(type))
      .map(({ declared, extended }) => armOf(declared, extended, document)),
  )
}

/** A resource of the template as Azure calls it: what extends another resource may be named by both. */
interface Extended {
  readonly type: string
  readonly names: readonly string[]
  readonly address: string
  /** What it extends or belongs to. */
  readonly owner?: { readonly type: string; readonly address: string }
}

/** `Microsoft.A/b/providers/roleAssignments` with the name `x/Microsoft.Authorization/y` extends `Microsoft.A/b/x`. */
export function extensionOf({ type, names, address }: Declared): Extended {
  const parts = type.split('/')
  const at = parts.findIndex((each) => each.toLowerCase() === 'providers')
  const ownerType = at === -1 ? parts.slice(0, -1).join('/') : parts.slice(0, at).join('/')
  const ownerNames = names.slice(0, ownerType.split('/').length - 1)
  const owner = { type: ownerType, address: addressOf(ownerType, ownerNames) }
  if (at === -1) return parts.length > 2 ? { type, names, address, owner } : { type, names, address }
  const [namespace = '', ...own] = names.slice(ownerNames.length)
  return { type: [namespace, ...parts.slice(at + 1)].join('/'), names: own, address, owner }
}

function armOf(declared: Declared, extended: Extended, document: Document): ArmResource {
  const { written, calls, isCertain } = declared
  return {
    type: extended.type,
    address: declared.address,
    declaredIn: document.path,
    body: bodyOf(declared, extended),
    origin: originOf(written, document),
    calls,
    isCertain,
  }
}

function bodyOf(declared: Declared, extended: Extended): Node {
  const { written, scope, target } = declared
  const body = evaluate(withoutOwnKeys(written), scope)
  if (body.kind !== 'map') return body
  const { owner, names } = extended
  const at = child(written, 'name') ?? written
  const added: Record<string, Node> = { name: nameNode(names.at(-1) ?? '', at) }
  if (target.group !== '') added['resourceGroup'] = scalarAt(target.group, written)
  if (target.subscription !== '') added['subscription'] = scalarAt(target.subscription, written)
  if (owner !== undefined) {
    const { address: to, type } = owner
    added['parent'] = referenceAt(at, {
      to: scope.names.work.spelled(to),
      path: ['id'],
      type,
      ...within(aroundAll(target)),
    })
  }
  added['scope'] = scopeNode(declared, child(body, 'scope'), added['parent'])
  return assigned(extended.type, merged(body, added))
}

function withoutOwnKeys(written: Node): Node {
  if (written.kind !== 'map') return written
  return { ...written, entries: new Map([...written.entries].filter(([key]) => !ownKeys.has(key))) }
}

function nameNode(name: string, at: Node): Node {
  return isPartly(name)
    ? hiddenAt(`${name.slice(0, 200)} is only known once it is deployed`, at)
    : scalarAt(name, at)
}

/** What an extension is about: what it names, what it is nested in, or else all that its deployment goes into. */
function scopeNode(
  { scope, target, written }: Declared,
  stated: Node | undefined,
  parent: Node | undefined,
): Node {
  if (stated !== undefined) return targetNode(stated, scope)
  const type =
    target.group === '' ? 'Microsoft.Resources/subscriptions' : 'Microsoft.Resources/resourceGroups'
  return parent ?? referenceAt(written, { to: aroundAll(target), path: ['id'], type })
}

/** By a symbolic name, an id, or the type and the name of a resource beside it. */
function targetNode(stated: Node, scope: Declared['scope']): Node {
  const text = idIn(stated)
  if (text !== undefined && stated.kind === 'map') return textAt(text, stated)
  const symbol = text === undefined ? undefined : scope.names.named(text)
  if (symbol !== undefined) return referenceAt(stated, symbol)
  if (text === undefined || text.startsWith('/') || !/^(?=[\w.]+\.[\w.])[\w.]+\//.test(text)) return stated
  const [namespace = '', ...parts] = segmentsOf(text)
  const type = [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/')
  const address = addressOf(
    type,
    parts.filter((_, index) => index % 2 === 1),
  )
  const to = scope.names.work.spelled(address)
  return referenceAt(stated, { to, path: ['id'], type, ...within(aroundAll(scope.names.target)) })
}

/** What an assignment names, whose id is known by its end wherever it stands: roles and policies that Azure has built in. */
const assignable: Readonly<Record<string, string>> = {
  'microsoft.authorization/policyassignments': 'policyDefinitionId',
  'microsoft.authorization/roleassignments': 'roleDefinitionId',
}

function assigned(type: string, body: MapNode): Node {
  const key = lookup(assignable, type.toLowerCase())
  const properties = child(body, 'properties')
  if (key === undefined || properties?.kind !== 'map') return body
  const named = child(properties, key)
  const id = named?.kind === 'hidden' ? idOfBuiltIn(named) : undefined
  if (named === undefined || id === undefined) return body
  return merged(body, { properties: merged(properties, { [key]: scalarAt(id, named) }) })
}

/** `/providers/Microsoft.Authorization/roleDefinitions/name`, whatever it is below. */
function idOfBuiltIn(named: Value): string | undefined {
  const [name = '', type = ''] = segmentsOf(textIn(named) ?? '').toReversed()
  return name === '' || isPartly(name) || isPartly(type)
    ? undefined
    : `/providers/Microsoft.Authorization/${type}/${name}`
}

function merged(map: MapNode, added: Readonly<Record<string, Node>>): MapNode {
  const entries: [string, Entry][] = [...mapOf(map, added).entries].map(([key, entry]) => [
    key,
    { ...entry, keyStart: map.entries.get(key)?.keyStart ?? entry.value.start },
  ])
  return { ...map, ...placeOf(map), entries: new Map([...map.entries, ...entries]) }
}
