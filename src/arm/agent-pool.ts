import type { AgentPool, KubeletSettings } from '../model/azure.ts'
import type { Fields } from '../values/fields.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readAgentPool(read: ReadResource): AgentPool {
  const { properties, top, resource } = read
  const security = properties.map('securityProfile')
  return {
    asset: 'agent-pool',
    ...metaOf(read, 'Microsoft.ContainerService/managedClusters/agentPools'),
    cluster: referenceIn(top, 'parent'),
    mode: properties.text('mode', 'User'),
    vmSize: properties.optionalText('vmSize'),
    osType: properties.text('osType', 'Linux'),
    osSKU: properties.optionalText('osSKU'),
    ...readVersions(properties),
    osDiskType: properties.optionalText('osDiskType'),
    type: properties.text('type', 'VirtualMachineScaleSets'),
    nodeLabels: properties.dictionary('nodeLabels'),
    nodeTaints: properties.texts('nodeTaints'),
    workloadRuntime: properties.optionalText('workloadRuntime'),
    enableNodePublicIP: properties.boolean('enableNodePublicIP', false),
    enableEncryptionAtHost: properties.boolean('enableEncryptionAtHost', false),
    enableSecureBoot: security.boolean('enableSecureBoot', false),
    enableVTPM: security.boolean('enableVTPM', false),
    gpuDriver: properties.map('gpuProfile').text('driver', 'Install'),
    sshAccess: security.optionalText('sshAccess'),
    ...readScale(properties),
    maxPods: properties.optionalInteger('maxPods'),
    ...readSubnets(properties),
    scaleDownMode: properties.optionalText('scaleDownMode'),
    allowedHostPorts: properties
      .map('networkProfile')
      .list('allowedHostPorts')
      .map((range) => ({
        start: range.optionalInteger('portStart'),
        origin: range.originOr(resource.origin),
      })),
    swapFileSizeMB: properties.map('linuxOSConfig').optionalInteger('swapFileSizeMB'),
    undrainableNodeBehavior: properties.map('upgradeSettings').text('undrainableNodeBehavior', 'Schedule'),
    kubelet: readKubelet(properties.map('kubeletConfig')),
  }
}

function readSubnets(properties: Fields): Pick<AgentPool, 'subnet' | 'podSubnet'> {
  return {
    subnet: referenceIn(properties, 'vnetSubnetID'),
    podSubnet: referenceIn(properties, 'podSubnetID'),
  }
}

function readScale(properties: Fields): Pick<AgentPool, 'enableAutoScaling' | 'count' | 'maxCount'> {
  return {
    enableAutoScaling: properties.boolean('enableAutoScaling', false),
    count: properties.integer('count', 1),
    maxCount: properties.optionalInteger('maxCount'),
  }
}

function readKubelet(config: Fields): KubeletSettings {
  return {
    podMaxPids: config.optionalInteger('podMaxPids'),
    containerLogMaxSizeMB: config.optionalInteger('containerLogMaxSizeMB'),
    containerLogMaxFiles: config.optionalInteger('containerLogMaxFiles'),
    allowedUnsafeSysctls: config.texts('allowedUnsafeSysctls'),
    cpuCfsQuota: config.boolean('cpuCfsQuota', true),
    seccompDefault: config.text('seccompDefault', 'Unconfined'),
    evictionMemory: config.map('hardEvictionThreshold').optionalText('memoryAvailable'),
  }
}

type Versions = Pick<AgentPool, 'orchestratorVersion' | 'currentOrchestratorVersion' | 'nodeImageVersion'>

function readVersions(properties: Fields): Versions {
  return {
    orchestratorVersion: properties.numberOrText('orchestratorVersion', undefined),
    currentOrchestratorVersion: properties.numberOrText('currentOrchestratorVersion', undefined),
    nodeImageVersion: properties.optionalText('nodeImageVersion'),
  }
}
