import type { Entry, Place } from '../../kernel/tree.ts'
import { asText, hiddenAt, mapAt, type Value } from '../../values/value.ts'
import { addressOf, isPartly, partlyAt, propertyAt, segmentsOf, textAt, textIn } from '../partly.ts'
import type { Expression } from '../syntax.ts'
import type { CallContext, SpecialFunction } from './function.ts'
import { joinTexts } from '../../values/long-text.ts'

type Compose = (before: readonly string[], context: CallContext) => string

/** A function that puts an id together: what stands before the type says in what, and the names follow. */
function idOf(compose: Compose): SpecialFunction {
  return (given, context) => {
    const texts = given.map((each) => textIn(context.evaluate(each)))
    const at = texts.findIndex(
      (text) => text !== undefined && /^(?=[\w.]+\.[\w.])[\w.]+\/[\w./]+$/.test(text),
    )
    const [type = '', ...names] = texts.slice(at).map((text) => text ?? '')
    if (at === -1 || texts.includes(undefined) || joinTexts([...names, type], '/') === undefined)
      return hiddenAt('the id cannot be put together', context.at)
    const before = texts.slice(0, at).map((text) => text ?? '')
    const address = context.scope.names.work.spelled(addressOf(type, names.flatMap(segmentsOf)))
    const [namespace] = type.split('/')
    return textAt(`${compose(before, context)}/providers/${namespace}/${address}`, context.at)
  }
}

const inGroup: Compose = (before, { scope }) => {
  const { subscription, group } = scope.names.target
  const [own = group, around = subscription] = before.toReversed()
  return own === '' ? `/subscriptions/${around}` : `/subscriptions/${around}/resourceGroups/${own}`
}

const inSubscription: Compose = ([subscription], { scope }) =>
  `/subscriptions/${subscription ?? scope.names.target.subscription}`

const inManagementGroup: Compose = ([group = '[managementGroup().name]']) =>
  `/providers/Microsoft.Management/managementGroups/${group}`

function mapOf(values: Readonly<Record<string, string>>, at: Place): Value {
  const entries = Object.entries(values).map(([key, text]): [string, Entry] => [
    key,
    { keyStart: at.start, value: textAt(text, at) },
  ])
  return mapAt(new Map(entries), at)
}

/** The subscription that is deployed into, or the one that is named. */
function subscription(given: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const [named] = given.map((each) => textIn(evaluate(each)) ?? unclear(at))
  const id = named ?? scope.names.target.subscription
  return mapOf(
    {
      id: `/subscriptions/${id}`,
      subscriptionId: id,
      tenantId: '[tenant().tenantId]',
      displayName: `[subscription(${named ?? ''}).displayName]`,
    },
    at,
  )
}

/** The group that is deployed into, or the one that is named, behind its subscription if that is another one. */
function resourceGroup(given: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const { target } = scope.names
  const named = given.map((each) => textIn(evaluate(each)) ?? unclear(at))
  const [group = target.group, around = target.subscription] = named.toReversed()
  const called = group === '[resourceGroup().name]' ? '' : group
  return mapOf(
    {
      id: `/subscriptions/${around}/resourceGroups/${group}`,
      name: group,
      location: `[resourceGroup(${called}).location]`,
      managedBy: `[resourceGroup(${called}).managedBy]`,
    },
    at,
  )
}

/** What nobody knows is told from all others by where it is written. */
function unclear({ start, document }: Place): string {
  return `[${start} in ${document?.path.replaceAll(/[[\]]/g, '') ?? 'the template'}]`
}

function deployment(_: readonly Expression[], { scope, at }: CallContext): Value {
  return mapOf({ name: scope.names.deployment, location: '[deployment().location]' }, at)
}

/** The properties that a resource has once it is deployed, or with `full` all of it. */
function reference(given: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const [named, , extent] = given.map((each) => evaluate(each))
  const target = targetOf(named, scope.names)
  if (target === undefined) return hiddenAt('what is referred to cannot be known', at)
  const isFull = asText(extent)?.toLowerCase() === 'full'
  return propertyAt({ ...target, path: isFull ? [] : ['properties'] }, at)
}

function targetOf(
  named: Value | undefined,
  names: CallContext['scope']['names'],
): { to: string } | undefined {
  if (named === undefined) return undefined
  const text = textIn(named)
  const symbol = text === undefined ? undefined : names.named(text)
  if (symbol !== undefined) return symbol
  if (named.kind === 'hidden' && named.refersTo !== undefined) return named.refersTo
  const id = text === undefined || isPartly(text) ? undefined : partlyAt(text, named)
  return id?.kind === 'hidden' ? id.refersTo : undefined
}

export const resources: Readonly<Record<string, SpecialFunction>> = {
  deployment,
  extensionresourceid: idOf(([base = '']) => base),
  managementgroupresourceid: idOf(inManagementGroup),
  reference,
  resourcegroup: resourceGroup,
  resourceid: idOf(inGroup),
  subscription,
  subscriptionresourceid: idOf(inSubscription),
  tenantresourceid: idOf(() => ''),
}
