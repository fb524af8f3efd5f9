import { lookup } from '../../kernel/lookup.ts'
import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const sysctlUnsafe: Control<'pod'> = {
  id: 'BH-0123',
  name: 'sysctl-unsafe',
  title: 'Pod sets a sysctl that is not known as safe',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:sysctls', 'trivy:KSV-0026', 'kube-linter:unsafe-sysctls'],
  differs: {
    'trivy:KSV-0026': 'Trivy’s list of safe sysctls is older than that of Pod Security Standards.',
    'kube-linter:unsafe-sysctls':
      'kube-linter goes by prefixes: it fails safe sysctls below `net.`, and passes those of other trees such as `vm.`.',
  },
  rationale:
    'A sysctl that is not namespaced changes the kernel of the whole node: one tenant sets limits on memory, sockets or messages for all others, or turns a hardening off.',
  remediation:
    'Remove the sysctl. Where all tenants of a node pool need it, set it in the node pool’s configuration.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, { kubernetesVersion }) =>
    every(pod.securityContext.sysctls, ({ name }) =>
      forbid(
        name,
        (text) => !isSafe(text, kubernetesVersion),
        `${pod.kind} ${pod.name} sets ${name.state === 'hidden' ? 'a sysctl' : name.value}, which is not known as safe.`,
      ),
    ),
  examples: {
    fail: [
      'securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }',
      'securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1024" }] }',
    ],
    pass: [
      '{}',
      'securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "0" }] }',
      'securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "4096 87380 16777216" }] }',
    ],
    unknown: ['securityContext: { sysctls: [{ name: "{{ .Values.sysctl }}", value: "1" }] }'],
  },
}

/** Safe sysctls by the version of Pod Security Standards that first allows them. */
const safeSince: Readonly<Record<string, string>> = {
  'kernel.shm_rmid_forced': '1.0',
  'net.ipv4.ip_local_port_range': '1.0',
  'net.ipv4.tcp_syncookies': '1.0',
  'net.ipv4.ping_group_range': '1.0',
  'net.ipv4.ip_unprivileged_port_start': '1.0',
  'net.ipv4.ip_local_reserved_ports': '1.27',
  'net.ipv4.tcp_keepalive_time': '1.29',
  'net.ipv4.tcp_fin_timeout': '1.29',
  'net.ipv4.tcp_keepalive_intvl': '1.29',
  'net.ipv4.tcp_keepalive_probes': '1.29',
  'net.ipv4.tcp_rmem': '1.32',
  'net.ipv4.tcp_wmem': '1.32',
  'net.ipv4.tcp_slow_start_after_idle': '1.37',
  'net.ipv4.tcp_notsent_lowat': '1.37',
}

function isSafe(name: string, version: string): boolean {
  const since = lookup(safeSince, name)
  return since !== undefined && isAtLeast(version, since)
}
