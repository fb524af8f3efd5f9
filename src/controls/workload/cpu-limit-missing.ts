import type { Control } from '../control.ts'
import { limitVerdict } from './limits.ts'

export const cpuLimitMissing: Control<'container'> = {
  id: 'BH-0202',
  name: 'cpu-limit-missing',
  title: 'Container may take all processor time of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.cpu'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_11',
    'trivy:KSV-0011',
    'kubescape:C-0270',
    'kubescape:C-0050',
    'kubescape:C-0009',
    'owasp-docker:OWASP-DOCKER-7',
    'owasp-kubernetes:OWASP-K8S-7.13',
    'krol3-container-security-checklist:KROL3-workloads-2',
    'kubernetes-application-security-checklist:K8S-APP-design-4',
    'kubernetes-security-checklist:K8S-SEC-pod-security-4',
    'polaris:cpuLimitsMissing',
    'defender-for-containers:405c9ae6-49f9-46c4-8873-a86690f27818',
    'docker-security:control-groups-1',
    'azure-policy:e345eecc-fa47-480f-9e88-67dcc122b164',
  ],
  rationale:
    'Without a limit hostile code takes every idle cycle of its node: neighbours slow down measurably, and a model can be turned into a miner at the platform’s cost.',
  remediation:
    'Set `resources.limits.cpu` to what the model needs, on the container or for all of its pod, or a LimitRange default in the namespace.',
  applies: 'container',
  when: (container) => container.role === 'main',
  check: (container, platform) => limitVerdict(container, 'cpu', platform),
  examples: {
    fail: [
      'resources: { limits: { memory: 1 } }',
      '{}',
      'resources: { limits: { cpu: 0 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { requests: { cpu: 1 } }, containers: [{ name: server, image: llm }] }',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: 4 } }, containers: [{ name: server, image: llm }] }',
    ],
    pass: [
      'resources: { limits: { cpu: 1 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: 4 } }, containers: [{ name: server, image: llm }] }',
    ],
    unknown: [
      'resources: { limits: { cpu: "{{ .Values.amount }}" } }',
      'resources: {{ toYaml .Values.resources }}',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: "{{ .Values.amount }}" } }, containers: [{ name: server, image: llm }] }',
    ],
  },
}
