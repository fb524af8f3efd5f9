// Resources in the shape of ARM, printed as Bicep, as a template of ARM, and as what Azure itself shows.
import { isRef, type Ref, type Resource, type Value } from './resources.ts'

type PrintRef = (reference: Ref) => unknown

export function bicep(resources: readonly Resource[]): string {
  return resources.map(bicepOf).join('')
}

function bicepOf({ symbol, type, name, parent, scope, body }: Resource): string {
  const own = scope === 'group' ? undefined : scope
  const lines = [
    ...(parent === undefined ? [] : [`parent: ${parent}`]),
    ...(own === undefined ? [] : [`scope: ${own}`]),
    `name: '${name}'`,
    ...Object.entries(body).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${bicepValue(value)}`],
    ),
  ]
  return `resource ${symbol} '${type}@2026-01-01' = {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

function bicepValue(value: Value): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value !== 'object') return String(value)
  if (isRef(value)) return `${value.ref}.${pathOf(value)}`
  if (isList(value)) return `[\n${value.map((item) => `${bicepValue(item)}\n`).join('')}]`
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{\n${entries.map(([key, each]) => `${key}: ${bicepValue(each)}\n`).join('')}}`
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
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printed(each, printRef)]))
}

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'

export function arm(resources: readonly Resource[]): string {
  const bySymbol = new Map(resources.map((each) => [each.symbol, each]))
  const idOf = (symbol: string): string => {
    const names = namesOf(symbol, bySymbol)
    return `resourceId('${bySymbol.get(symbol)?.type ?? ''}', ${names.map((name) => `'${name}'`).join(', ')})`
  }
  const printRef: PrintRef = (reference) =>
    reference.of === 'id'
      ? `[${idOf(reference.ref)}]`
      : `[reference(${idOf(reference.ref)}).${pathOf(reference).replace('properties.', '')}]`
  const items = resources.map(({ symbol, type, name, scope, body }) => ({
    type,
    apiVersion: '2026-01-01',
    name: scope === undefined ? namesOf(symbol, bySymbol).join('/') : name,
    ...(scope === undefined || scope === 'group' ? {} : { scope: `[${idOf(scope)}]` }),
    ...(printed(body, printRef) as object),
  }))
  return JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', resources: items }, null, 1)
}

function namesOf(symbol: string, bySymbol: ReadonlyMap<string, Resource>): readonly string[] {
  const { name = '', parent } = bySymbol.get(symbol) ?? {}
  return parent === undefined ? [name] : [...namesOf(parent, bySymbol), name]
}

const group = '/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg'

const principals: Readonly<Record<string, string>> = {
  aks: '11111111-1111-1111-1111-111111111111',
  kubelet: '22222222-2222-2222-2222-222222222222',
  workload: '33333333-3333-3333-3333-333333333333',
}

const firewallAddress = '10.9.0.4'

/** What only Azure itself tells of each, and tells always. */
const told: Readonly<Record<string, object>> = {
  fw: { ipConfigurations: [{ properties: { privateIPAddress: firewallAddress } }] },
  kubelet: { principalId: principals['kubelet'] },
  workload: { principalId: principals['workload'] },
}

export function shown(resources: readonly Resource[]): string {
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
  return JSON.stringify(rows, null, 1)
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

function idIn(symbol: string, bySymbol: ReadonlyMap<string, Resource>): string {
  const { type = '', name = '', parent, scope } = bySymbol.get(symbol) ?? {}
  if (parent !== undefined) return `${idIn(parent, bySymbol)}/${type.split('/').at(-1) ?? ''}/${name}`
  const before = scope === undefined || scope === 'group' ? group : idIn(scope, bySymbol)
  return `${before}/providers/${type}/${name}`
}
