import { machines } from '../sizes.ts'

/** What pools have in common, at the indentation where it is written. */
export function poolCommons(indent: string, { isSandboxed }: { readonly isSandboxed: boolean }): string {
  const lines = `osType: 'Linux'
osSKU: 'AzureLinux'
osDiskType: 'Ephemeral'
type: 'VirtualMachineScaleSets'
enableEncryptionAtHost: true
enableNodePublicIP: false
enableAutoScaling: true
scaleDownMode: 'Delete'
kubeletConfig: {
  podMaxPids: 4096
  containerLogMaxSizeMB: 50
  containerLogMaxFiles: 5
  seccompDefault: 'RuntimeDefault'
}
upgradeSettings: {
  maxSurge: '10%'
  drainTimeoutInMinutes: 30
  undrainableNodeBehavior: 'Cordon'
}
securityProfile: {
  sshAccess: 'Disabled'
  enableSecureBoot: ${!isSandboxed}
  enableVTPM: ${!isSandboxed}
}
`
  return lines.replaceAll(/^(?=.)/gm, indent)
}

interface Pool {
  readonly symbol: string
  readonly name: string
  readonly comment: string
  readonly isSandboxed?: boolean
  /** Lines that only this pool has. */
  readonly own: string
}

function pool({ symbol, name, comment, isSandboxed = false, own }: Pool): string {
  return `${comment}
resource ${symbol} 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-02-preview' = {
  parent: cluster
  name: '${name}'
  properties: {
    mode: 'User'
${own}${poolCommons('    ', { isSandboxed })}  }
}
`
}

const shared: readonly Pool[] = [
  {
    symbol: 'platformPool',
    name: 'platform',
    comment: '// Gateway, admission and monitoring.',
    own: `    vmSize: '${machines.platform}'
    vnetSubnetID: platformSubnet.id
    nodeLabels: { 'node-restriction.kubernetes.io/pool': 'platform' }
    count: 2
    minCount: 2
    maxCount: maxNodes
    availabilityZones: ['1', '2', '3']
`,
  },
  {
    symbol: 'sandboxedPool',
    name: 'sandboxed',
    comment:
      '// Models without GPU: each pod is a virtual machine with a kernel of its own. Nodes with Kata cannot have Secure Boot.',
    isSandboxed: true,
    own: `    vmSize: '${machines.sandboxed}'
    vnetSubnetID: sandboxedSubnet.id
    workloadRuntime: 'KataVmIsolation'
    nodeLabels: { 'node-restriction.kubernetes.io/pool': 'sandboxed' }
    count: 2
    minCount: 2
    maxCount: maxNodes
    availabilityZones: ['1', '2', '3']
`,
  },
]

function gpuPool(tenant: string): Pool {
  return {
    symbol: `${tenant}GpuPool`,
    name: `gpu${tenant}`,
    comment: `// AKS has no sandbox for GPUs: ${tenant} has nodes of its own, which nobody else's pods may use.`,
    own: `    vmSize: '${machines.gpu}'
    vnetSubnetID: ${tenant}GpuSubnet.id
    nodeLabels: { 'node-restriction.kubernetes.io/tenant': '${tenant}' }
    nodeTaints: ['platform/tenant=${tenant}:NoSchedule', 'nvidia.com/gpu=present:NoSchedule']
    count: 0
    minCount: 0
    maxCount: maxGpuNodes
`,
  }
}

/** Pools: one for each trust, each in a subnet of its own. */
export function poolsSection(gpuTenants: readonly string[]): string {
  return [...shared, ...gpuTenants.map(gpuPool)].map(pool).join('\n')
}
