import type { Grant, Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { grantsEverything } from '../../model/rbac-match.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict, worst } from '../verdict.ts'
import { describeGrant, heldBy, isUntrustedPod } from './grants.ts'
import { binding, clusterBinding, granted, modelAccount, rule, withPod } from './rbac-examples.ts'

export const untrustedPodIsClusterAdmin: Control<'pod'> = {
  id: 'BH-0361',
  name: 'untrusted-pod-is-cluster-admin',
  title: 'Untrusted code holds cluster-admin',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0267', 'kubescape:C-0272'],
  rationale:
    'Arbitrary code in the container is the administrator of everything that the binding covers. No exploit is needed, only the mounted token.',
  remediation: 'Remove the binding, and set `automountServiceAccountToken: false` on the pod.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => worst(heldBy(pod, platform).map((grant) => judge(pod, grant, platform))),
  examples: {
    fail: [
      withPod(granted(rule('*', '*', '*'))),
      withPod(clusterBinding('cluster-admin', modelAccount)),
      withPod(binding('ClusterRole', 'cluster-admin', modelAccount)),
      withPod(clusterBinding('cluster-admin', '{ kind: Group, name: "system:serviceaccounts:models" }')),
    ],
    pass: [
      withPod(granted(rule('get', 'pods'))),
      withPod(clusterBinding('cluster-admin', '{ kind: ServiceAccount, name: model, namespace: other }')),
      withPod(clusterBinding('cluster-admin', '{ kind: User, name: model }')),
      withPod(granted(rule('*', '*', '*')), 'automountServiceAccountToken: false,'),
    ],
    unknown: [
      withPod(clusterBinding('declared-elsewhere', modelAccount)),
      withPod(
        clusterBinding(
          'cluster-admin',
          "{ kind: ServiceAccount, name: '{{ .Values.account }}', namespace: models }",
        ),
      ),
    ],
  },
}

function judge(pod: Pod, grant: Grant, platform: Platform): Verdict {
  const { binding, role, match } = grant
  const subject = `${pod.kind} ${pod.name}`
  if (role === undefined) {
    return unknown(
      `What code in ${subject} may do cannot be told: ${describeGrant(grant)}, which is not declared here.`,
      binding.roleOrigin,
    )
  }
  const rule = platform.rulesOf(role).find(grantsEverything)
  if (rule === undefined) return pass()
  const message = `Code in ${subject} may do everything that the binding covers: ${describeGrant(grant)}.`
  return match === 'yes'
    ? fail(message, binding.roleOrigin, rule.origin)
    : unknown(`${message} Whether the binding names its service account cannot be told.`, binding.origin)
}
