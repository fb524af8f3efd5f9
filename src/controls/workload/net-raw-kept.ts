import type { Control } from '../control.ts'
import { demandDropped } from './capabilities.ts'
import { isLinux } from './security-context.ts'

export const netRawKept: Control<'container'> = {
  id: 'BH-0138',
  name: 'net-raw-kept',
  title: 'Container states capabilities, but keeps NET_RAW',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.caps', 'N.in'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_K8S_28',
    'kube-linter:drop-net-raw-capability',
    'cis-1.12:5.2.8',
    'cis-1.11:5.2.8',
  ],
  rationale:
    'Somebody thought about capabilities here and left NET_RAW in: root in the container forges packets and takes over its neighbours’ connections on the node.',
  remediation: 'Set `securityContext.capabilities.drop: [ALL]`, or at least add `NET_RAW` to it.',
  applies: 'container',
  when: ({ pod, securityContext: { capabilitiesAdded, capabilitiesDropped } }) =>
    isLinux(pod) && capabilitiesAdded.length + capabilitiesDropped.length > 0,
  check: (container) =>
    demandDropped(
      container,
      (name) => name === 'ALL' || name === 'NET_RAW',
      `Container ${container.name} does not drop NET_RAW.`,
    ),
  fix: { safe: false, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: [
      'securityContext: { capabilities: { drop: [MKNOD] } }',
      'securityContext: { capabilities: { add: [CHOWN] } }',
    ],
    pass: [
      'securityContext: { capabilities: { drop: [NET_RAW] } }',
      'securityContext: { capabilities: { drop: [ALL] } }',
    ],
    unknown: ['securityContext: { capabilities: { drop: ["{{ .Values.drop }}"] } }'],
  },
}
