import type { Control } from '../control.ts'
import { forbidSettings, relaxedByUserNamespace, settingsOf } from './security-context.ts'

export const rootUserStated: Control<'pod'> = {
  id: 'BH-0115',
  name: 'root-user-stated',
  title: 'Pod states user 0',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:runAsUser', 'trivy:KSV-0105'],
  rationale:
    'The pod asks for root in so many words, whatever user the image was built for. Root in a container is root on the node for volumes, devices and every flaw of the runtime.',
  remediation: 'Set `runAsUser` to a user above 0 that the image can work with, or remove it.',
  applies: 'pod',
  check: (pod, platform) =>
    relaxedByUserNamespace(
      forbidSettings(
        settingsOf(pod, ({ runAsUser }) => runAsUser),
        (user) => user === 0,
        `${pod.kind} ${pod.name} states user 0`,
      ),
      pod,
      platform,
    ),
  examples: {
    fail: [
      'securityContext: { runAsUser: 0 }',
      'containers: [{ name: server, image: llm, securityContext: { runAsUser: 0 } }]',
      'securityContext: { runAsUser: 0 }\ncontainers: [{ name: server, image: llm, securityContext: { runAsUser: 7 } }]',
    ],
    pass: ['{}', 'securityContext: { runAsUser: 1000 }'],
    unknown: ['securityContext: { runAsUser: {{ .Values.user }} }'],
  },
}
