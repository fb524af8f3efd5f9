// Resources in the shape of ARM, printed as Bicep, as a template of ARM, and as what Azure itself shows.
import type { Texts } from '../breach/azure-route.ts'
import { isRef, type Ref, type Resource, type Value } from './resources.ts'

type PrintRef = (reference: Ref) => unknown

export function bicep(resources: readonly Resource[]): Texts {
  const bySymbol = new Map(resources.map((each) => [each.symbol, each]))
  const own = resources.filter(({ group }) => group === undefined)
  const hub = resources.filter(({ group }) => group !== undefined)
  const called = "module hub 'hub.bicep' = {\n  scope: resourceGroup('hub')\n}\n"
  const printIn = (some: readonly Resource[]): string =>
    some.map((each) => bicepOf(each, (reference) => bicepRef(reference, each, bySymbol))).join('')
  const main = `param maybe bool\n${printIn(own)}`
  return hub.length === 0
    ? { 'main.bicep': main }
    : { 'main.bicep': main + called, 'hub.bicep': printIn(hub) }
}

function bicepOf(
  { symbol, type, name, parent, scope, isPerhaps, body }: Resource,
  printRef: (reference: Ref) => string,
): string {
  const own = scope === 'group' ? undefined : scope
  const lines = [
    ...(parent === undefined ? [] : [`parent: ${parent}`]),
    ...(own === undefined ? [] : [`scope: ${own}`]),
    `name: '${name}'`,
    ...Object.entries(body).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${bicepValue(value, printRef)}`],
    ),
  ]
  const condition = isPerhaps === true ? 'if (maybe) ' : ''
  return `resource ${symbol} '${type}@2026-01-01' = ${condition}{\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

/** What stands in another group is referred to by its id. */
function bicepRef(reference: Ref, { group: from }: Resource, bySymbol: Symbols): string {
  const { group } = bySymbol.get(reference.ref) ?? {}
  if (group === from) return `${reference.ref}.${pathOf(reference)}`
  const id = armId(reference.ref, bySymbol, group)
  return reference.of === 'id' ? id : `reference(${id}).${pathOf(reference).replace('properties.', '')}`
}

function bicepValue(value: Value, printRef: (reference: Ref) => string): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value !== 'object') return String(value)
  if (isRef(value)) return printRef(value)
  if (isList(value)) return `[\n${value.map((item) => `${bicepValue(item, printRef)}\n`).join('')}]`
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  const keyOf = (key: string): string =>
    key.startsWith('@') ? `'\${${printRef({ ref: key.slice(1), of: 'id' })}}'` : key
  return `{\n${entries.map(([key, each]) => `${keyOf(key)}: ${bicepValue(each, printRef)}\n`).join('')}}`
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function pathOf({ of }: Ref): string {
  const paths = {
    id: 'id',
    principal: 'properties.principalId',
    kubelet: 'properties.identityProfile.kubeletidentity.objectId',
    address: 'properties.ipConfigurations[0].properties.privateIPAddress',
  }
  return paths[of]
}

/** The same with its references printed. */
function printed(value: Value, printRef: PrintRef): unknown {
  if (typeof value !== 'object') return value
  if (isRef(value)) return printRef(value)
  if (isList(value)) return value.map((item) => printed(item, printRef))
  const keyOf = (key: string): string =>
    key.startsWith('@') ? String(printRef({ ref: key.slice(1), of: 'id' })) : key
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [keyOf(key), printed(each, printRef)]))
}

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'

export function arm(resources: readonly Resource[]): Texts {
  const bySymbol = new Map(resources.map((each) => [each.symbol, each]))
  const own = resources.filter(({ group }) => group === undefined).map((each) => armOf(each, bySymbol))
  const hub = resources.filter(({ group }) => group !== undefined).map((each) => armOf(each, bySymbol))
  const nested = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2026-01-01',
    name: 'hub',
    resourceGroup: 'hub',
    properties: { expressionEvaluationOptions: { scope: 'inner' }, template: templateOf(hub) },
  }
  const all = hub.length === 0 ? own : [...own, nested]
  return { 'main.json': JSON.stringify(templateOf(all), null, 1) }
}

function templateOf(resources: readonly unknown[]): object {
  return { $schema: schema, contentVersion: '1.0.0.0', parameters: { maybe: { type: 'bool' } }, resources }
}

type Symbols = ReadonlyMap<string, Resource>

function armOf(each: Resource, bySymbol: Symbols): unknown {
  const { symbol, type, name, scope, isPerhaps, body } = each
  const idFrom = (ref: string): string => {
    const { group } = bySymbol.get(ref) ?? {}
    return armId(ref, bySymbol, group === each.group ? undefined : group)
  }
  const printRef: PrintRef = (reference) =>
    reference.of === 'id'
      ? `[${idFrom(reference.ref)}]`
      : `[reference(${idFrom(reference.ref)}).${pathOf(reference).replace('properties.', '')}]`
  return {
    ...(isPerhaps === true ? { condition: "[parameters('maybe')]" } : {}),
    type,
    apiVersion: '2026-01-01',
    name: scope === undefined ? namesOf(symbol, bySymbol).join('/') : name,
    ...(scope === undefined || scope === 'group' ? {} : { scope: `[${idFrom(scope)}]` }),
    ...(printed(body, printRef) as object),
  }
}

function armId(symbol: string, bySymbol: Symbols, group: string | undefined): string {
  const names = namesOf(symbol, bySymbol).map((name) => `'${name}'`)
  const before = group === undefined ? '' : `'${group}', `
  return `resourceId(${before}'${bySymbol.get(symbol)?.type ?? ''}', ${names.join(', ')})`
}

function namesOf(symbol: string, bySymbol: Symbols): readonly string[] {
  const { name = '', parent } = bySymbol.get(symbol) ?? {}
  return parent === undefined ? [name] : [...namesOf(parent, bySymbol), name]
}

const groups = '/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups'

const principals: Readonly<Record<string, string>> = {
  aks: '11111111-1111-1111-1111-111111111111',
  control: '44444444-4444-4444-4444-444444444444',
  kubelet: '22222222-2222-2222-2222-222222222222',
  workload: '33333333-3333-3333-3333-333333333333',
}

const firewallAddress = '10.9.0.4'

/** What only Azure itself tells of each, and tells always. */
const told: Readonly<Record<string, object>> = {
  fw: { ipConfigurations: [{ properties: { privateIPAddress: firewallAddress } }] },
  control: { principalId: principals['control'] },
  kubelet: { principalId: principals['kubelet'] },
  workload: { principalId: principals['workload'] },
}

export function shown(resources: readonly Resource[]): Texts {
  const bySymbol = new Map(resources.map((each) => [each.symbol, each]))
  const printRef: PrintRef = ({ ref, of }) => {
    if (of === 'id') return idIn(ref, bySymbol)
    return of === 'address' ? firewallAddress : principals[ref]
  }
  const rows = resources.map((each) => {
    const { properties, ...body } = printed(each.body, printRef) as Record<string, object | undefined>
    const kubelet = each.symbol === 'aks' ? kubeletShown(properties) : {}
    return {
      id: idIn(each.symbol, bySymbol),
      type: each.type,
      name: each.name,
      ...body,
      properties: { ...properties, ...kubelet, ...told[each.symbol] },
    }
  })
  return { 'azure.json': JSON.stringify(rows, null, 1) }
}

/** The nodes always have an identity. */
function kubeletShown(properties: object | undefined): object {
  const profile =
    properties === undefined || !('identityProfile' in properties) ? undefined : properties.identityProfile
  if (typeof profile === 'object' && profile !== null && 'kubeletidentity' in profile) {
    const stated = profile.kubeletidentity as object
    return { identityProfile: { kubeletidentity: { ...stated, objectId: principals['kubelet'] } } }
  }
  return { identityProfile: { kubeletidentity: { objectId: principals['aks'] } } }
}

function idIn(symbol: string, bySymbol: Symbols): string {
  const { type = '', name = '', parent, scope, group = 'rg' } = bySymbol.get(symbol) ?? {}
  if (parent !== undefined) return `${idIn(parent, bySymbol)}/${type.split('/').at(-1) ?? ''}/${name}`
  const before = scope === undefined || scope === 'group' ? `${groups}/${group}` : idIn(scope, bySymbol)
  return `${before}/providers/${type}/${name}`
}
