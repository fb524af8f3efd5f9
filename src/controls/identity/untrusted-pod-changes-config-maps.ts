import type { Control } from '../control.ts'
import { changeConfigMaps } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodChangesConfigMaps: Control<'pod'> = {
  id: 'BH-0373',
  name: 'untrusted-pod-changes-config-maps',
  title: 'Untrusted code may change config maps of others',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Config maps steer other workloads: arguments, scripts, routes, and in kube-system the cluster’s DNS.',
  remediation:
    'List the config maps that the model writes under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, changeConfigMaps, platform),
  examples: {
    fail: [withPod(grantedInNamespace(rule('update', 'configmaps')))],
    pass: [withPod(grantedInNamespace(rule('get', 'configmaps')))],
    unknown: [],
  },
}
