import { createHash } from 'node:crypto'

import type { HiddenNode, Place, Reference } from '../kernel/tree.ts'
import { asText, hiddenAt, placeholder, type Value } from '../values/value.ts'

/**
 * A text of which a part is only known once it is deployed. What nobody knows stands in brackets
 * (`/subscriptions/[subscription().subscriptionId]/…`): the same text is the same value, so that names and ids still
 * find each other.
 */
interface PartlyKnown extends HiddenNode {
  readonly text: string
}

/** A longer text is only hidden. */
const mostText = 4_000

export function partlyAt(text: string, at: Place): Value {
  const reason = `${text.slice(0, 200)} is only known once it is deployed`
  if (text.length > mostText) return hiddenAt(reason, at)
  const partial = knownPieces(text).join(placeholder)
  const made: PartlyKnown = { ...hiddenAt(reason, at, referenceOf(text)), text, partial }
  return made
}

/** People read it in names: of a longer text a digest stands for what tells them from others. */
export function shortened(text: string): string {
  if (text.length <= mostShown) return text
  return `…${createHash('sha256').update(text).digest('hex').slice(0, 10)}`
}

const mostShown = 60

/** The text of a value, with brackets around what nobody knows; nothing where it cannot be told from others at all. */
export function textIn(value: Value | undefined): string | undefined {
  if (value?.kind !== 'hidden') return asText(value)
  return 'text' in value && typeof value.text === 'string' ? value.text : undefined
}

export function isPartly(text: string): boolean {
  return text.includes('[')
}

/** What is known of a text, in pieces: what is in brackets is not. */
export function knownPieces(text: string): readonly string[] {
  const pieces: string[] = ['']
  let depth = 0
  for (const unit of text) {
    if (unit === '[' && depth++ === 0) pieces.push('')
    else if (unit === ']' && depth > 0) depth--
    else if (depth === 0) pieces[pieces.length - 1] += unit
  }
  return pieces
}

/** A text that may have brackets, as a value. */
export function textAt(text: string, at: Place): Value {
  return isPartly(text) ? partlyAt(text, at) : { kind: 'scalar', value: text, ...placeIn(at) }
}

function placeIn({ start, end, document }: Place): Place {
  return document === undefined ? { start, end } : { start, end, document }
}

/** The segments of an id or a name; a slash in brackets parts nothing. */
export function segmentsOf(text: string): readonly string[] {
  const segments: string[] = ['']
  let depth = 0
  for (const unit of text) {
    if (unit === '[') depth++
    if (unit === ']') depth--
    if (unit === '/' && depth === 0) segments.push('')
    else segments[segments.length - 1] += unit
  }
  return segments
}

/** `b/name/c/name` for the type `Microsoft.A/b/c`: how a resource is called wherever it is deployed. */
export function addressOf(type: string, names: readonly string[]): string {
  return type
    .split('/')
    .slice(1)
    .flatMap((each, index) => [each, names[index] ?? ''])
    .join('/')
}

/** The resource that an id is of. */
function referenceOf(id: string): Reference | undefined {
  if (!/^\/(?:subscriptions|providers|\[)/i.test(id)) return undefined
  const segments = segmentsOf(id)
  const last = segments.findLastIndex((each) => each.toLowerCase() === 'providers')
  const provided = last === -1 ? undefined : providedBy(segments.slice(last + 1))
  if (provided !== undefined) return { ...provided, ...within(id) }
  if (last !== -1) return undefined
  const type = containers[segments.length]
  return type === undefined ? undefined : { to: id, path: ['id'], type }
}

/** The subscription and the group that an id leads through, for a reference to what it is of. */
export function within(id: string): Pick<Reference, 'within'> {
  const [, subscriptions, subscription = '', groups, group = ''] = segmentsOf(id)
  if (subscriptions?.toLowerCase() !== 'subscriptions') return {}
  const isInGroup = groups?.toLowerCase() === 'resourcegroups'
  return { within: [subscription, ...(isInGroup ? [group] : [])] }
}

/** By how many segments an id has. */
const containers: Readonly<Record<number, string>> = {
  3: 'Microsoft.Resources/subscriptions',
  5: 'Microsoft.Resources/resourceGroups',
}

function providedBy([namespace = '', ...parts]: readonly string[]): Reference | undefined {
  const type = [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/')
  const names = parts.filter((_, index) => index % 2 === 1)
  return names.length === 0 || isPartly(type) ? undefined : { to: addressOf(type, names), path: ['id'], type }
}

/** What a resource has once it is deployed. */
export function propertyAt(refersTo: Reference, at: Place): PartlyKnown {
  const path = [refersTo.to, ...refersTo.path].join('.').slice(0, 400)
  const reason = `${path.slice(0, 200)} is only known once it is deployed`
  return { ...hiddenAt(reason, at, refersTo), text: `[${path}]` }
}

/** A value that nobody knows, and that may as well not be there. */
interface Perhaps extends HiddenNode {
  readonly mayBeNull: true
}

export function perhapsNull(value: Value): Value {
  if (value.kind !== 'hidden') return value
  const made: Perhaps = { ...value, mayBeNull: true }
  return made
}

export function mayBeNull(value: Value): boolean {
  return 'mayBeNull' in value
}
