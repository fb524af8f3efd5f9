import type { ArmResource } from '../../../arm/resource.ts'
import { child, type Entry, type Node, placeOf } from '../../../kernel/tree.ts'
import { asText } from '../../../values/value.ts'
import { jsonOf } from './field.ts'
import { armOf, type Given, withEntry } from './translate.ts'

/** `azapi_resource`: its body is the body of ARM. */
export function translateAzapi(given: Given): readonly ArmResource[] {
  const { resource, arguments: own } = given
  const type = asText(child(own, 'type'))?.split('@')[0]
  if (resource.type !== 'azapi_resource' || type === undefined) return []
  const [name, parent] = [child(own, 'name'), child(own, 'parent_id')]
  let body = bodyOf(own)
  if (name !== undefined) body = withEntry(body, 'name', name)
  if (parent !== undefined) body = withEntry(withEntry(body, 'parent', parent), 'scope', parent)
  return [armOf(given, type, body)]
}

/** A value, or the text of one in JSON. */
function bodyOf(own: Node): Node {
  const body = child(own, 'body')
  if (body === undefined) return { kind: 'map', ...placeOf(own), entries: new Map<string, Entry>() }
  return jsonOf(body)
}

/** Lays what `azapi_update_resource` sets over the resource that it names. */
export function updateAzapi(
  resources: readonly ArmResource[],
  given: readonly Given[],
): readonly ArmResource[] {
  const updates = Map.groupBy(
    given.filter(({ resource }) => resource.type === 'azapi_update_resource'),
    ({ arguments: own }) => targetOf(own),
  )
  return resources.map((resource) =>
    [resource.address, nameOf(resource)]
      .flatMap((name) => updates.get(name) ?? [])
      .reduce(
        (updated, { arguments: own }) => ({ ...updated, body: overlaid(updated.body, bodyOf(own)) }),
        resource,
      ),
  )
}

/** By its id, or by its name and what it belongs to: the first pool of a cluster has no address of its own. */
function targetOf(own: Node): string {
  const name = asText(child(own, 'name'))
  if (name === undefined) return referred(child(own, 'resource_id')) ?? ''
  const type = asText(child(own, 'type'))?.split('@')[0] ?? ''
  return nameIn(type, referred(child(own, 'parent_id')) ?? '', name)
}

function nameOf({ type, body }: ArmResource): string {
  return nameIn(type, referred(child(body, 'parent')) ?? '', asText(child(body, 'name')) ?? '')
}

function nameIn(type: string, parent: string, name: string): string {
  return `${type.toLowerCase()} ${name} of ${parent}`
}

function referred(id: Node | undefined): string | undefined {
  return id?.kind === 'hidden' ? id.refersTo?.to : undefined
}

/** Maps are merged; everything else is replaced. */
function overlaid(base: Node, over: Node): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return over
  const entries = new Map(base.entries)
  for (const [key, entry] of over.entries) {
    const known = entries.get(key)
    entries.set(key, known === undefined ? entry : { ...entry, value: overlaid(known.value, entry.value) })
  }
  return { ...base, entries }
}
