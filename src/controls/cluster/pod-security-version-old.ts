import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import { byDefault } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { namespace } from './cluster-examples.ts'
import { isTenantSpace } from './tenants.ts'

export const podSecurityVersionOld: Control<'namespace'> = {
  id: 'BH-0503',
  name: 'pod-security-version-old',
  title: 'Namespace enforces an old version of Pod Security',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'A pinned version does not know what later ones forbid: fields that came since pass unchecked.',
  remediation:
    'Set `pod-security.kubernetes.io/enforce-version` to the version of the cluster, or to `latest`.',
  applies: 'namespace',
  when: (namespace, platform) => isTenantSpace(namespace, platform) && namespace.labels.has(label),
  check: (namespace, platform) =>
    forbid(
      namespace.labels.get(label) ?? byDefault('latest'),
      (version) => version !== 'latest' && !isAtLeast(version.replace(/^v/, ''), platform.kubernetesVersion),
      `Namespace ${namespace.name} enforces Pod Security as of an older version than the cluster’s.`,
    ),
  examples: {
    fail: [
      namespace(
        'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.24',
      ),
    ],
    pass: [
      namespace(
        'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: latest',
      ),
      namespace(
        'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.36',
      ),
    ],
    unknown: [
      namespace(
        "pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: '{{ .Values.level }}'",
      ),
    ],
  },
}

const label = 'pod-security.kubernetes.io/enforce-version'
