import { followsRelease } from '../../model/object.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const namespaceNotStated: Control<'pod'> = {
  id: 'BH-0536',
  name: 'namespace-not-stated',
  title: 'Pod names no namespace',
  layer: 'cluster',
  severity: 'info',
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
  rationale:
    'It lands wherever whoever applies it stands, in `default` at first: none of the walls that belong to its namespace are known here.',
  remediation: 'State `metadata.namespace`, or render the files with the namespace that they are applied to.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes' && !followsRelease(pod),
  check: (pod) =>
    // What lies outside namespaces, such as a ClusterServingRuntime, names none.
    pod.isNamespaceStated || pod.namespace === ''
      ? pass()
      : fail(`${pod.kind} ${pod.name} names no namespace.`, pod.origin),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec: { containers: [{ name: main, image: llm }] }',
    ],
    pass: [
      '{}',
      'apiVersion: serving.kserve.io/v1alpha1\nkind: ClusterServingRuntime\nmetadata: { name: vllm }\nspec: { containers: [{ name: kserve-container, image: llm }] }',
    ],
    unknown: [],
  },
}
