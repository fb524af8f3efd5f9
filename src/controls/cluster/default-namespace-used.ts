import { hiddenName } from '../../model/object.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { fail, pass, type Verdict, unknown } from '../verdict.ts'

export const defaultNamespaceUsed: Control<'pod'> = {
  id: 'BH-0535',
  name: 'default-namespace-used',
  title: 'Pod runs in the namespace default',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_21',
    'trivy:KSV-0110',
    'kube-linter:use-namespace',
    'kubescape:C-0061',
    'cis-aks-1.8:4.6.3',
    'cis-aks-1.7:4.6.3',
    'cis-1.12:5.6.4',
    'cis-1.11:5.6.4',
    'owasp-kubernetes:OWASP-K8S-7.1',
    'defender-for-containers:ff87e0b4-17df-d338-5b19-80e71e0dcc9d',
    'azure-policy:9f061a12-e40d-4183-a00e-171812443373',
  ],
  differs: {
    'kube-linter:use-namespace': 'A workload without a pod template runs nothing and is no subject here.',
  },
  rationale:
    'Everything that nobody sorted stands there together: one quota, one policy, one default account for strangers.',
  remediation: 'Give each tenant a namespace of its own.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes' && (pod.isNamespaceStated || pod.namespace !== 'default'),
  check: judge,
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: default }\nspec: { containers: [{ name: main, image: llm }] }',
    ],
    pass: ['{}'],
    unknown: [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: '{{ .Values.namespace }}' }\nspec: { containers: [{ name: main, image: llm }] }",
    ],
  },
}

function judge(pod: Pod): Verdict {
  if (pod.namespace === hiddenName) {
    return unknown(`Which namespace ${pod.kind} ${pod.name} runs in cannot be told.`, pod.origin)
  }
  return pod.namespace === 'default'
    ? fail(`${pod.kind} ${pod.name} runs in the namespace default.`, pod.origin)
    : pass()
}
