import type { HiddenNode, Place } from '../kernel/tree.ts'
import { scalarAt, type Value } from '../values/value.ts'
import { partOf } from './functions/collections.ts'
import type { Names } from './names.ts'
import { propertyAt, textAt, textIn, within } from './partly.ts'

/** A resource that a template declares, or says is there. */
interface Declaration extends Called {
  readonly address: string
  /** Where its template keeps it: two deployments may have one name, in two groups. */
  readonly symbol: string
  /** With brackets around what nobody knows. */
  readonly id: string
  readonly ownName: Value
  readonly apiVersion: string
  /** The template that it stands in. */
  readonly declaredIn: Names
  /** What it is given for one of its properties. */
  readonly given: (key: string) => Value | undefined
}

/** What stands behind the symbolic name of a resource, or behind a property of it that only exists once it is deployed. */
interface ResourceValue extends HiddenNode {
  readonly text: string
  readonly resource: Declaration
  readonly path: readonly string[]
  /** What the template gives it there. */
  readonly given?: Value
}

/** By its symbolic name and the round of its loop, which no address is like. */
export function symbolKey(symbol: string, round: string): string {
  return `@${symbol}${round}`
}

export function isResource(value: Value): value is ResourceValue {
  return value.kind === 'hidden' && 'resource' in value
}

export function resourceAt(resource: Declaration, at: Place): ResourceValue {
  const { address: to, type, id } = resource
  const whole = propertyAt({ to, path: ['id'], type, ...within(id) }, at)
  return { ...whole, text: resource.id, resource, path: [] }
}

/** A property of a resource: what it is given is known, everything else once it is deployed. */
export function propertyOf(value: ResourceValue, key: string, at: Place): Value {
  return (
    ownProperty(value, key.toLowerCase(), at) ?? outputOf(value, key, at) ?? givenProperty(value, key, at)
  )
}

function ownProperty({ resource, path }: ResourceValue, key: string, at: Place): Value | undefined {
  const { id, ownName, type, apiVersion } = resource
  if (path.length > 0) return undefined
  if (key === 'id') return textAt(id, at)
  if (key === 'name') return ownName
  if (key === 'type') return scalarAt(type, at)
  return key === 'apiversion' && apiVersion !== '' ? scalarAt(apiVersion, at) : undefined
}

function outputOf({ resource, path }: ResourceValue, name: string, at: Place): Value | undefined {
  const isOutput = path.length === 1 && path[0] === 'outputs'
  return isOutput ? resource.declaredIn.outputOf(resource.symbol, name, at) : undefined
}

function givenProperty(value: ResourceValue, key: string, at: Place): Value {
  const { resource, path } = value
  const given = path.length === 0 ? resource.given(key) : partOf(value.given ?? value, scalarAt(key, at))
  if (given?.kind === 'scalar' && given.value !== null) return given
  if (given === undefined && key === 'id') return idOfPart(value, at)
  return unknownProperty(value, key, { at, given })
}

/** `properties.subnets[0].id` is the id of a resource in this one, where its name is given. */
function idOfPart(value: ResourceValue, at: Place): Value {
  const { resource, path, given } = value
  const name = given === undefined ? undefined : textIn(partOf(given, scalarAt('name', at)))
  const list = path.at(-2)
  if (name === undefined || list === undefined || path[0] !== 'properties')
    return unknownProperty(value, 'id', { at })
  return textAt(`${resource.id}/${list}/${name}`, at)
}

function unknownProperty(
  { resource, path }: ResourceValue,
  key: string,
  { at, given }: { readonly at: Place; readonly given?: Value | undefined },
): ResourceValue {
  const reached = [...path, key]
  const { address: to, type, id } = resource
  const made = propertyAt({ to, path: reached, type, ...within(id) }, at)
  return { ...made, resource, path: reached, ...(given === undefined ? {} : { given }) }
}

/** What a scope says: a resource, a group or a subscription, by its id. */
export function idIn(scope: Value): string | undefined {
  return textIn(scope.kind === 'map' ? partOf(scope, scalarAt('id', scope)) : scope)
}

/** A type, and a name for each part of it behind the first. */
export interface Called {
  readonly type: string
  readonly names: readonly string[]
}
