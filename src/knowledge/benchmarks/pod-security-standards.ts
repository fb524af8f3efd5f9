import type { Benchmark } from '../benchmark.ts'

export const podSecurityStandards: Benchmark = {
  id: 'pod-security-standards',
  title: 'Pod Security Standards',
  source:
    'kubernetes/pod-security-admission, its checks by name; those of both levels are told apart by a suffix',
  items: [
    { id: 'allowPrivilegeEscalation', title: 'Restricted: no privilege escalation' },
    { id: 'appArmorProfile', title: 'Baseline: AppArmor stays on' },
    { id: 'capabilities_baseline', title: 'Baseline: only capabilities of the default set are added' },
    { id: 'capabilities_restricted', title: 'Restricted: all capabilities are dropped' },
    { id: 'hostNamespaces', title: 'Baseline: no namespaces of the node' },
    { id: 'hostPathVolumes', title: 'Baseline: no volumes from the node’s file system' },
    { id: 'hostPorts', title: 'Baseline: no ports of the node' },
    { id: 'hostProbesAndHostLifecycle', title: 'Baseline: probes and hooks stay with their pod' },
    { id: 'privileged', title: 'Baseline: no privileged containers' },
    { id: 'procMount', title: 'Baseline: /proc keeps its masks, but in a user namespace' },
    { id: 'procMount_restricted', title: 'Restricted: /proc keeps its masks' },
    { id: 'restrictedVolumes', title: 'Restricted: core volume types only' },
    { id: 'runAsNonRoot', title: 'Restricted: root is forbidden' },
    { id: 'runAsUser', title: 'Restricted: no user 0' },
    { id: 'seLinuxOptions', title: 'Baseline: no SELinux context of one’s own' },
    { id: 'seccompProfile_baseline', title: 'Baseline: seccomp stays on' },
    { id: 'seccompProfile_restricted', title: 'Restricted: a seccomp profile is stated' },
    { id: 'sysctls', title: 'Baseline: safe sysctls only' },
    { id: 'windowsHostProcess', title: 'Baseline: no Windows containers in the host’s processes' },
  ],
}
