import type { Control } from '../control.ts'
import { readElsewhere } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { binding, granted, grantedInNamespace, modelAccount, rule, withPod } from './rbac-examples.ts'

export const untrustedPodReadsOtherNamespaces: Control<'pod'> = {
  id: 'BH-0998',
  name: 'untrusted-pod-reads-other-namespaces',
  title: 'Untrusted code may read logs and settings of others',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Logs of a model tell what was asked of it, and config maps what its tenant set up, keys that belong into secrets among it. A binding across the cluster, to `view` as well, hands both to whatever runs in the pod, of every tenant.',
  remediation:
    'Bind the role in the namespace of the pod alone, with a RoleBinding, or leave `pods/log` and `configmaps` out of it.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, readElsewhere, platform),
  examples: {
    fail: [
      withPod(granted(rule('get', 'pods/log'))),
      withPod(granted(rule('list', 'configmaps'))),
      withPod(granted(rule('get', '*'))),
      withPod(
        granted(rule('watch', 'configmaps'))
          .replace('kind: ClusterRoleBinding', 'kind: RoleBinding')
          .replaceAll('metadata: { name: example }', 'metadata: { name: example, namespace: others }'),
      ),
    ],
    pass: [
      withPod(grantedInNamespace(rule('get', 'pods/log, configmaps'))),
      withPod(granted(rule('list', 'pods/log, pods'))),
      withPod(binding('ClusterRole', 'view', modelAccount)),
      withPod(granted(rule('get', 'pods/log')), 'automountServiceAccountToken: false,'),
    ],
    unknown: [withPod(granted(rule('get', '{{ .Values.resource }}')))],
  },
}
