import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { forbidSettings, settingsOf } from './security-context.ts'

export const selinuxOptionsCustom: Control<'pod'> = {
  id: 'BH-0120',
  name: 'selinux-options-custom',
  title: 'Pod chooses its own SELinux context',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.lsm'],
  vector: 'escape',
  references: ['pod-security-standards:seLinuxOptions', 'trivy:KSV-0025'],
  rationale:
    'A type such as `spc_t`, or a user or role of the node, takes the container out of the policy that keeps containers from the node’s files and from each other’s.',
  remediation:
    'Remove `user` and `role` from `seLinuxOptions`, and leave `type` out or set it to `container_t`.',
  applies: 'pod',
  check: (pod, platform) => {
    const types = isAtLeast(platform.kubernetesVersion, '1.31')
      ? [...baseTypes, 'container_engine_t']
      : baseTypes
    const isSet = (text: string | undefined): boolean => text !== undefined && text !== ''
    const subject = `${pod.kind} ${pod.name} sets`
    return worst([
      forbidSettings(
        settingsOf(pod, ({ seLinux }) => seLinux.type),
        (type) => type !== undefined && !types.includes(type),
        `${subject} an SELinux type of its own`,
      ),
      forbidSettings(
        settingsOf(pod, ({ seLinux }) => seLinux.user),
        isSet,
        `${subject} an SELinux user`,
      ),
      forbidSettings(
        settingsOf(pod, ({ seLinux }) => seLinux.role),
        isSet,
        `${subject} an SELinux role`,
      ),
    ])
  },
  examples: {
    fail: [
      'securityContext: { seLinuxOptions: { type: spc_t } }',
      'securityContext: { seLinuxOptions: { user: system_u } }',
      'containers: [{ name: server, image: llm, securityContext: { seLinuxOptions: { role: sysadm_r } } }]',
    ],
    pass: [
      '{}',
      'securityContext: { seLinuxOptions: { level: "s0:c1,c2" } }',
      'securityContext: { seLinuxOptions: { type: container_engine_t } }',
    ],
    unknown: ['securityContext: { seLinuxOptions: { type: "{{ .Values.type }}" } }'],
  },
}

/** Pod Security Standards, baseline, SELinux. */
const baseTypes: readonly string[] = ['', 'container_t', 'container_init_t', 'container_kvm_t']
