import { kubeletLabels, kubeletPrefixes } from '../../knowledge/node-labels.ts'
import type { Match } from '../../model/selector.ts'

/**
 * Whether a node may give itself a label. NodeRestriction keeps it from those of Kubernetes' own prefixes but a few
 * (Kubernetes documentation, Admission Control); of Azure's own nobody documents it.
 */
export function isSetByNode(key: string): Match {
  const [prefix = '', name] = key.split('/', 2)
  if (name === undefined) return 'yes'
  if (prefix === 'kubernetes.azure.com') return 'unknown'
  if (!/(?:^|\.)(?:kubernetes|k8s)\.io$/.test(prefix)) return 'yes'
  return kubeletLabels.has(key) || kubeletPrefixes.has(prefix) ? 'yes' : 'no'
}
