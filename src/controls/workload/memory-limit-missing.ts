import type { Control } from '../control.ts'
import { limitVerdict } from './limits.ts'

export const memoryLimitMissing: Control<'container'> = {
  id: 'BH-0201',
  name: 'memory-limit-missing',
  title: 'Container may take all memory of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_13',
    'trivy:KSV-0018',
    'kubescape:C-0271',
    'kubescape:C-0004',
    'kubescape:C-0009',
    'cis-docker-1.6-docker-bench:5.11',
    'owasp-docker:OWASP-DOCKER-7',
    'owasp-kubernetes:OWASP-K8S-7.13',
    'krol3-container-security-checklist:KROL3-workloads-2',
    'kubernetes-application-security-checklist:K8S-APP-design-3',
    'kubernetes-security-checklist:K8S-SEC-pod-security-3',
    'polaris:memoryLimitsMissing',
    'kube-linter:unset-memory-requirements',
    'defender-for-containers:405c9ae6-49f9-46c4-8873-a86690f27818',
    'docker-security:control-groups-1',
    'azure-policy:e345eecc-fa47-480f-9e88-67dcc122b164',
  ],
  rationale:
    'Without a limit one container can fill the memory of its node; the kernel and the kubelet then kill other tenants’ processes.',
  remediation:
    'Set `resources.limits.memory` to what the model needs, on the container or for all of its pod, or a LimitRange default in the namespace.',
  applies: 'container',
  when: (container) => container.role === 'main',
  check: (container, platform) => limitVerdict(container, 'memory', platform),
  examples: {
    fail: [
      besides('ResourceQuota', 'models', '{ hard: { limits.memory: 8Gi } }'),
      besides('LimitRange', 'others', '{ limits: [{ type: Container, default: { memory: 1Gi } }] }'),
      besides('LimitRange', 'models', '{ limits: [{ type: Pod, max: { memory: 1Gi } }] }'),
      'resources: { limits: { cpu: 1 } }',
      '{}',
      'resources: { limits: { memory: 0 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { requests: { memory: 1 } }, containers: [{ name: server, image: llm }] }',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: 8Gi } }, containers: [{ name: server, image: llm }] }',
    ],
    pass: [
      besides('LimitRange', 'models', '{ limits: [{ type: Container, default: { memory: 1Gi } }] }'),
      besides('LimitRange', 'models', '{ limits: [{ type: Container, max: { memory: 1Gi } }] }'),
      'resources: { limits: { memory: 1 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: 8Gi } }, containers: [{ name: server, image: llm }] }',
    ],
    unknown: [
      'resources: { limits: { memory: "{{ .Values.amount }}" } }',
      'resources: {{ toYaml .Values.resources }}',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: "{{ .Values.amount }}" } }, containers: [{ name: server, image: llm }] }',
    ],
  },
}

/** A pod without resources, and an object that may or may not bound it. */
function besides(kind: string, namespace: string, spec: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    'spec: { containers: [{ name: server, image: llm }] }',
    '---',
    'apiVersion: v1',
    `kind: ${kind}`,
    `metadata: { name: bounds, namespace: ${namespace} }`,
    `spec: ${spec}`,
  ].join('\n')
}
