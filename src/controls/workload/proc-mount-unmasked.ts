import type { Container } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid, type Verdict } from '../verdict.ts'
import { relaxedByUserNamespace } from './security-context.ts'

export const procMountUnmasked: Control<'container'> = {
  id: 'BH-0121',
  name: 'proc-mount-unmasked',
  title: '/proc is mounted without its masks',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.lsm'],
  vector: 'escape',
  references: [
    'pod-security-standards:procMount',
    'pod-security-standards:procMount_restricted',
    'trivy:KSV-0027',
    'kube-linter:unsafe-proc-mount',
    'polaris:procMount',
    'azure-policy:f85eb0dd-92ee-40e9-8a76-db25a507d6d3',
  ],
  differs: {
    'trivy:KSV-0027':
      'Trivy also fails `procMount: Default`, which is what Kubernetes fills in where nothing is stated.',
  },
  rationale:
    'The runtime hides or locks parts of /proc that belong to the node, such as kcore, keys and sysrq-trigger. Unmasked, code in the container reads or writes them.',
  remediation: 'Remove `procMount: Unmasked`.',
  applies: 'container',
  check: (container, platform) =>
    relaxedByUserNamespace(procMountVerdict(container), container.pod, platform),
  fix: { safe: false, set: { 'securityContext.procMount': null } },
  examples: {
    fail: ['securityContext: { procMount: Unmasked }'],
    pass: ['{}', 'securityContext: { procMount: Default }'],
    unknown: ['securityContext: { procMount: "{{ .Values.procMount }}" }'],
  },
}

export function procMountVerdict({ name, securityContext }: Container): Verdict {
  return forbid(
    securityContext.procMount,
    (type) => type !== undefined && type !== 'Default',
    `Container ${name} mounts /proc without its masks.`,
  )
}
