import { isAbsent, type Node } from '../kernel/tree.ts'
import type { AzureMeta, Reference } from '../model/azure.ts'
import { hidden, type Known, mapKnown, stated, unset } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Problem } from '../model/problem.ts'
import { caseless } from './caseless.ts'
import { Fields } from '../values/fields.ts'

/** A resource in the shape of ARM, whatever language declared it: what Terraform, Bicep and ARM templates become. */
export interface ArmResource {
  /** `Microsoft.ContainerService/managedClusters`; Azure does not tell upper from lower case. */
  readonly type: string
  /** How its source tells it from all others. */
  readonly address: string
  readonly declaredIn: string
  /** `name`, `sku`, `properties` …; references to other resources are hidden nodes that say what they refer to. */
  readonly body: Node
  readonly origin: Origin
  /** The calls of modules that lead to it, the innermost first. */
  readonly calls?: readonly Origin[]
  /** False where it cannot be known whether it will be there. */
  readonly isCertain: boolean
}

/** A resource as it is read: its fields, and those of its properties. */
export interface ReadResource {
  readonly resource: ArmResource
  readonly top: Fields
  readonly properties: Fields
}

export function openResource(resource: ArmResource, problems: Problem[]): ReadResource {
  const top = new Fields({ document: resource.origin.document, problems }, caseless(resource.body))
  return { resource, top, properties: top.map('properties') }
}

const none: ReadonlyMap<string, Known<string>> = new Map()

export function metaOf({ resource, top }: ReadResource, kind: string): AzureMeta {
  return {
    apiVersion: '',
    kind,
    namespace: '',
    name: resource.address,
    isNamespaceStated: true,
    labels: none,
    annotations: none,
    origin: resource.origin,
    confidence: resource.isCertain ? 'confirmed' : 'possible',
    declaredIn: resource.declaredIn,
    calls: resource.calls ?? [],
    resourceName: top.freeText('name', undefined),
    resourceGroup: top.freeText('resourceGroup', undefined),
    subscription: top.freeText('subscription', undefined),
    parent: referenceIn(top, 'parent'),
  }
}

/** A reference to another resource: by what its source calls it, or by an id. */
export function referenceIn(fields: Fields, key: string): Known<Reference | undefined> {
  const node = fields.isHidden ? fields.node : fields.child(key)
  return isAbsent(node) || isEmptyText(node) ? unset() : referenceOf(fields, node)
}

/** What templates write where they have none. */
function isEmptyText(node: Node): boolean {
  return node.kind === 'scalar' && node.value === ''
}

/** References that stand in a list; one that is hidden where the list cannot be read. */
export function referencesIn(fields: Fields, key: string): readonly Known<Reference | undefined>[] {
  const nodes = fields.isHidden && fields.node !== undefined ? [fields.node] : fields.nodes(key)
  return nodes.map((node) => referenceOf(fields, node))
}

function referenceOf(fields: Fields, node: Node): Known<Reference | undefined> {
  const origin = fields.originAt(node)
  if (node.kind === 'hidden')
    return node.refersTo === undefined ? hidden(node.reason, origin) : stated(node.refersTo, origin)
  if (node.kind === 'scalar') return stated({ to: String(node.value), path: [] }, origin)
  return hidden('the reference cannot be read', origin)
}

/** A number that need not be whole; hidden where a text stands that is none. */
export function decimalIn(fields: Fields, key: string): Known<number | undefined> {
  const written = fields.numberOrText<undefined>(key, undefined)
  const value = written.state === 'hidden' ? undefined : Number(written.value)
  if (written.state === 'stated' && Number.isNaN(value))
    return hidden('the value is no number', written.origin)
  return mapKnown(written, (text) => (text === undefined ? undefined : Number(text)))
}
