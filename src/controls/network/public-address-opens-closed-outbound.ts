import type { Control } from '../control.ts'
import { every, fail, forbid, ifThere, pass, type Verdict, worst } from '../verdict.ts'
import { perhapsPoolsOf, poolsOf } from '../../link/agent-pools.ts'
import { clusterOf } from '../../link/azure.ts'
import type { AgentPool, ManagedCluster } from '../../model/azure.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { hasPublicAddress } from './exposure.ts'
import { serviceText } from './snippets.ts'
import { block, cluster } from '../azure-examples.ts'

export const publicAddressOpensClosedOutbound: Control<'managed-cluster'> = {
  id: 'BH-1257',
  name: 'public-address-opens-closed-outbound',
  title: 'A public address opens what the cluster closes',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2'],
  rationale:
    'The cluster has no way out. A node with a public address, or a service with a public load balancer, brings one back: answers and new connections leave by it, past the firewall.',
  remediation:
    'Take the addresses away and make load balancers internal, or route the way out through a firewall. Bicep and ARM: `properties.enableNodePublicIP: false` of the pool; Terraform: `node_public_ip_enabled = false`.',
  applies: 'managed-cluster',
  when: ({ network }) => ['none', 'block'].includes(valueOf(network.outboundType)?.toLowerCase() ?? ''),
  check: judge,
  examples: {
    fail: [
      closed('node_public_ip_enabled = true'),
      `${closed('name = "models"')}# beside: service.yaml
${balancer('{}')}`,
    ],
    pass: [
      closed('name = "models"'),
      `${closed('name = "models"')}# beside: service.yaml
${balancer('{ service.beta.kubernetes.io/azure-load-balancer-internal: "true" }')}`,
    ],
    unknown: [closed('node_public_ip_enabled = var.unknown')],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const nodes = worst([
    every(poolsOf(cluster, platform), (pool) => judgePool(pool, cluster)),
    every(perhapsPoolsOf(cluster, platform), (pool) =>
      ifThere(judgePool(pool, cluster), `pool ${pool.name}`),
    ),
  ])
  if (nodes.verdict !== 'pass' || clusterOf(platform) !== cluster) return nodes
  return every(platform.all('service'), (service) => {
    const isPublic = isKnown(service.type, 'LoadBalancer') && hasPublicAddress(service) === 'yes'
    const message = `Service ${service.name} gives nodes a way out that cluster ${cluster.name} has not.`
    return isPublic ? fail(message, originOf(cluster.network.outboundType), originOf(service.type)) : pass()
  })
}

function judgePool({ enableNodePublicIP, name }: AgentPool, cluster: ManagedCluster): Verdict {
  const message = `Nodes of pool ${name} have a way out that cluster ${cluster.name} has not.`
  return forbid(enableNodePublicIP, (isOn) => isOn, message)
}

function balancer(annotations: string): string {
  return serviceText('{ type: LoadBalancer, ports: [{ port: 80 }] }', annotations)
}

function closed(line: string): string {
  return cluster(block('network_profile', 'outbound_type = "none"'), block('default_node_pool', line))
}
