import type { Match } from '../model/selector.ts'

/** Labels of Kubernetes' own prefixes that a kubelet may set (k8s.io/kubelet/pkg/apis, IsKubeletLabel). */
const kubeletLabels: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
])

const kubeletPrefixes: ReadonlySet<string> = new Set(['node.kubernetes.io', 'kubelet.kubernetes.io'])

/**
 * Whether a node may give itself a label. NodeRestriction keeps it from those of Kubernetes' own prefixes but these
 * (Kubernetes documentation, Admission Control); of Azure's own nobody documents it.
 */
export function isSetByNode(key: string): Match {
  const [prefix = '', name] = key.split('/', 2)
  if (name === undefined) return 'yes'
  if (prefix === 'kubernetes.azure.com') return 'unknown'
  if (!/(?:^|\.)(?:kubernetes|k8s)\.io$/.test(prefix)) return 'yes'
  return kubeletLabels.has(key) || kubeletPrefixes.has(prefix) ? 'yes' : 'no'
}
