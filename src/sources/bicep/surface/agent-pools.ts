/** What a pool is given under the names of ARM. */
const sameNames = [
  'enableUltraSSD',
  'gatewayProfile',
  'gpuInstanceProfile',
  'gpuProfile',
  'kubeletConfig',
  'kubeletDiskType',
  'linuxOSConfig',
  'localDNSProfile',
  'maxPods',
  'messageOfTheDay',
  'mode',
  'networkProfile',
  'nodeLabels',
  'nodeTaints',
  'osDiskSizeGB',
  'osDiskType',
  'osSKU',
  'podIPAllocationMode',
  'powerState',
  'scaleSetPriority',
  'spotMaxPrice',
  'tags',
  'type',
  'virtualMachinesProfile',
  'windowsProfile',
  'workloadRuntime',
]

/** What it is given under another one. */
const otherNames = {
  capacityReservationGroupID: 'capacityReservationGroupResourceId',
  hostGroupID: 'hostGroupResourceId',
  nodePublicIPPrefixID: 'nodePublicIpPrefixResourceId',
  podSubnetID: 'podSubnetResourceId',
  proximityPlacementGroupID: 'proximityPlacementGroupResourceId',
  vnetSubnetID: 'vnetSubnetResourceId',
}

const defaults = {
  enableEncryptionAtHost: 'false',
  enableFIPS: 'false',
  enableNodePublicIP: 'false',
  osType: "'Linux'",
  scaleDownMode: "'Delete'",
  scaleSetEvictionPolicy: "'Delete'",
}

/** What is left to the machines of a pool whose machines are all chosen by themselves. */
const ofScaleSets = {
  count: '?? 1',
  enableAutoScaling: '?? false',
  maxCount: '',
  minCount: '',
  vmSize: "?? 'Standard_D2s_v3'",
}

/** The properties of the pool that a variable of a loop stands for, with some of them put otherwise. */
export function poolOf(pool: string, others: Readonly<Record<string, string>>): string {
  const lines = {
    ...Object.fromEntries(sameNames.map((name) => [name, `${pool}.?${name}`])),
    ...mapped(otherNames, (name) => `${pool}.?${name}`),
    ...mapped(defaults, (value, name) => `${pool}.?${name} ?? ${value}`),
    ...mapped(
      ofScaleSets,
      (value, name) => `${pool}.?type == 'VirtualMachines' ? null : (${pool}.?${name} ${value})`,
    ),
    ...others,
  }
  return Object.entries(lines)
    .map(([name, value]) => `      ${name}: ${value}\n`)
    .join('')
}

function mapped(
  table: Readonly<Record<string, string>>,
  write: (value: string, name: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, write(value, name)]))
}

/** The pools of the cluster itself, and those beside it. */
export function withPools(settled: (pool: string) => Readonly<Record<string, string>>): string {
  const zones =
    "profile.?type == 'VirtualMachines' ? null : map(profile.?availabilityZones ?? [1, 2, 3], zone => string(zone))"
  const first = { orchestratorVersion: 'profile.?orchestratorVersion', availabilityZones: zones }
  const later = {
    orchestratorVersion: 'each.?orchestratorVersion ?? kubernetesVersion',
    availabilityZones: zones.replaceAll('profile', 'each'),
  }
  return `
param primaryAgentPoolProfiles array
param agentPools array?
var firstPools = map(primaryAgentPoolProfiles, profile => {
      name: profile.name
${poolOf('profile', { ...first, ...settled('profile') })}
})
resource pools 'Microsoft.ContainerService/managedClusters/agentPools@2025-10-01' = [
  for each in (agentPools ?? []): {
    name: each.name
    parent: cluster
    properties: {
${poolOf('each', { ...later, ...settled('each') })}
    }
  }
]
`
}
