import type { Control } from '../control.ts'
import { anyOf, forbid } from '../verdict.ts'
import { demandField, effective, isLinux, isOnKubernetes } from './security-context.ts'

export const userIdLow: Control<'container'> = {
  id: 'BH-0141',
  name: 'user-id-low',
  title: 'No user above those of the node is stated',
  layer: 'workload',
  // Where nothing keeps root out, may-run-as-root says so.
  severity: 'info',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_40',
    'trivy:KSV-0020',
    'kubernetes-application-security-checklist:K8S-APP-pod-security-context-2',
  ],
  differs: {
    'trivy:KSV-0020':
      'Trivy looks at containers alone, not at the user that they take from their pod, and fails 10000 itself.',
  },
  rationale:
    'A process that leaves its container keeps its user id. Below 10000 that id may be a user of the node or another tenant’s, whose files and processes it then owns.',
  remediation: 'Set `runAsUser` to an id of 10000 or more, another for each tenant.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: (container) =>
    anyOf([
      demandField(
        effective(container, ({ runAsUser }) => runAsUser),
        (id) => id !== undefined && id >= 10_000,
        {
          message: `Container ${container.name} states no user id of 10000 or more.`,
          parent: container.securityContext.origin,
        },
      ),
      forbid(
        container.pod.hostUsers,
        (on) => on,
        `Container ${container.name} shares its user ids with the node.`,
      ),
    ]),
  examples: {
    fail: ['{}', 'securityContext: { runAsUser: 1000 }'],
    pass: [
      'securityContext: { runAsUser: 10001 }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec: { hostUsers: false, containers: [{ name: server }] }',
    ],
    unknown: ['securityContext: { runAsUser: {{ .Values.user }} }'],
  },
}
