import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const securityContextEmpty: Control<'pod'> = {
  id: 'BH-0155',
  name: 'security-context-empty',
  title: 'A security context is stated and says nothing',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.caps', 'K.nonroot'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0118'],
  rationale:
    'An empty security context looks as if somebody had thought of it, and changes nothing: the container runs with the defaults, which are made for trusted code.',
  remediation: 'Fill the security context in, or remove it.',
  applies: 'pod',
  check: (pod) => {
    const contexts = [pod, ...pod.containers].map(({ securityContext }) => securityContext)
    const empty = contexts.filter(({ isEmpty }) => isEmpty === true)
    if (empty.length === 0) return pass()
    return fail(
      `${pod.kind} ${pod.name} states an empty security context.`,
      ...empty.map(({ origin }) => origin),
    )
  },
  examples: {
    fail: ['securityContext: {}', 'containers: [{ name: server, image: llm, securityContext: {} }]'],
    pass: ['{}', 'securityContext: { runAsNonRoot: true }'],
    unknown: [],
  },
}
