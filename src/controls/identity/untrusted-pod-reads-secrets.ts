import type { Control } from '../control.ts'
import { readSecrets } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { binding, granted, grantedInNamespace, modelAccount, rule, withPod } from './rbac-examples.ts'

export const untrustedPodReadsSecrets: Control<'pod'> = {
  id: 'BH-0362',
  name: 'untrusted-pod-reads-secrets',
  title: 'Untrusted code may read secrets of others',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0267'],
  rationale:
    'One request with the mounted token returns the tokens, keys and pull credentials of every workload in reach. The code then is all of them.',
  remediation:
    'Remove the rule; mount the one secret that the model needs, or list it under `resourceNames` with `get`.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, readSecrets, platform),
  examples: {
    fail: [
      withPod(granted(rule('list', 'secrets'))),
      withPod(grantedInNamespace(rule('watch', 'secrets'))),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    pass: [
      withPod(
        grantedInNamespace(
          "{ apiGroups: [''], resources: ['secrets'], resourceNames: ['own'], verbs: ['get'] }",
        ),
      ),
      withPod(granted(rule('get', 'configmaps'))),
      withPod(binding('ClusterRole', 'view', modelAccount)),
      withPod(granted(rule('list', 'secrets')), 'automountServiceAccountToken: false,'),
    ],
    unknown: [withPod(granted(rule('get', '{{ .Values.resource }}')))],
  },
}
