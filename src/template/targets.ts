import { child, type Node } from '../kernel/tree.ts'
import { asText } from '../values/value.ts'
import { type Called, idIn } from './resource-value.ts'
import { evaluate } from './evaluate.ts'
import type { Scope, Target } from './names.ts'
import { addressOf, segmentsOf, textIn } from './partly.ts'

/** What a template goes into, by its schema or its own word. */
export function rootTarget(template: Node): Target {
  const schema = asText(child(template, '$schema'))?.toLowerCase() ?? ''
  const own = asText(child(template, 'targetScope'))?.toLowerCase() ?? 'resourcegroup'
  const isAround =
    /\/(?:subscription|managementgroup|tenant)deploymenttemplate\.json/.test(schema) ||
    own !== 'resourcegroup'
  return { subscription: '[subscription().subscriptionId]', group: isAround ? '' : '[resourceGroup().name]' }
}

/** Where a nested deployment goes: where the one around it does, unless it says otherwise. */
export function targetOf(node: Node, scope: Scope, around: Target = scope.names.target): Target {
  const written = child(node, 'scope')
  if (written !== undefined) return targetIn(written, scope)
  const stated = (key: string): string | undefined => {
    const value = child(node, key)
    return value === undefined ? undefined : (textIn(evaluate(value, scope)) ?? unclear(value))
  }
  const subscription = stated('subscriptionId')
  return {
    subscription: subscription ?? around.subscription,
    group: stated('resourceGroup') ?? (subscription === undefined ? around.group : ''),
  }
}

/** A target that cannot be known is told from all others by where it is written. */
function unclear({ start }: Node): string {
  return `[target at ${start}]`
}

/** `scope: resourceGroup('a')` or `scope: subscription()`, and the symbolic name of a group. */
function targetIn(written: Node, scope: Scope): Target {
  const id = idIn(evaluate(written, scope))
  if (id === undefined) return { subscription: unclear(written), group: unclear(written) }
  const [, , subscription = '', , group = ''] = segmentsOf(id)
  return /^\/subscriptions\//i.test(id) ? { subscription, group } : { subscription: '', group: '' }
}

/** Where a resource stands: in its group or what else its template goes into, or in what it extends. */
export function idOfResource({ type, names }: Called, node: Node, scope: Scope): string {
  const own = addressOf(type, names)
  const [namespace = ''] = type.split('/')
  const { subscription, group } = targetOf(node, scope)
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups')
    return `/subscriptions/${subscription}/resourceGroups/${names[0] ?? ''}`
  const scoped = child(node, 'scope')
  const extended = scoped === undefined ? undefined : idIn(evaluate(scoped, scope))
  const before = extended ?? aroundAll({ subscription, group })
  return `${before}/providers/${namespace}/${own}`
}

/** The id of what a template goes into. */
export function aroundAll({ subscription, group }: Target): string {
  return group === ''
    ? `/subscriptions/${subscription}`
    : `/subscriptions/${subscription}/resourceGroups/${group}`
}
