import type { ReferenceOptions } from '../options.ts'
import { mostGpuNodes, mostNodes } from '../sizes.ts'

type Parameter = readonly [name: string, description: string, value: string | number]

/** Every value that a reader may want to change, with the default that the reference was written with. */
export function parametersSection(options: ReferenceOptions): string {
  const parameters: readonly Parameter[] = [
    ['name', 'Stem of the names of all resources.', options.name],
    ['location', 'Region; its sizes for Kata and GPUs and their quota are yours to check.', options.location],
    ['registryName', 'Name of the registry, unique in all of Azure.', options.registry],
    ['kubernetesVersion', 'Minor version of Kubernetes that AKS supports.', options.kubernetes],
    ['addressSpace', 'Addresses of the network: a /16.', options.addressSpace],
    ['maxNodes', 'Most nodes of a pool: the only bound on cost that Azure keeps by itself.', mostNodes],
    ['maxGpuNodes', 'Most nodes with GPUs of a tenant.', mostGpuNodes],
    ['owner', 'Who is told of alerts.', options.owner],
  ]
  return `targetScope = 'resourceGroup'\n\n${parameters.map(parameter).join('\n')}`
}

export function parameter([name, description, value]: Parameter): string {
  const [type, text] = typeof value === 'number' ? ['int', String(value)] : ['string', `'${value}'`]
  return `@description('${description}')\nparam ${name} ${type} = ${text}\n`
}
