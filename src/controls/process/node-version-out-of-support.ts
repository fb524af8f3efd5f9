import { clusterOf } from '../../link/azure.ts'
import { node } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { hasLongTermSupport, judgeSupport, supportDay } from '../version-support.ts'

export const nodeVersionOutOfSupport: Control<'node'> = {
  id: 'BH-1303',
  name: 'node-version-out-of-support',
  title: 'AKS fixes the version of the kubelet no more',
  layer: 'process',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'The kubelet starts containers and mounts volumes for them, as root of the node. Flaws in it are published, and in this version they stay.',
  remediation: 'Upgrade the pool of the node: `az aks nodepool upgrade`.',
  applies: 'node',
  when: ({ software }) => software.kubelet.state !== 'default',
  check: (node, platform) => {
    const cluster = clusterOf(platform)
    return judgeSupport({
      who: `Node ${node.name}`,
      version: node.software.kubelet,
      hasLongTerm: cluster === undefined ? undefined : hasLongTermSupport(cluster),
      day: supportDay(platform),
    })
  },
  examples: {
    fail: [node('{}', 'kubeletVersion: v1.28.9')],
    pass: [node('{}', 'kubeletVersion: v1.36.1')],
    // Nobody shows whether its cluster has long-term support.
    unknown: [node('{}', 'kubeletVersion: v1.33.4'), node('{}', 'kubeletVersion: ${VERSION}')],
  },
}
