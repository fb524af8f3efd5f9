/** Labels of Kubernetes' own prefixes that a kubelet may set on its node (k8s.io/kubelet/pkg/apis, IsKubeletLabel). */
export const kubeletLabels: ReadonlySet<string> = new Set([
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

/** Prefixes of Kubernetes' own under which it may set any. */
export const kubeletPrefixes: ReadonlySet<string> = new Set(['node.kubernetes.io', 'kubelet.kubernetes.io'])
