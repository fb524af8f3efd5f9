import type { Control } from '../control.ts'
import { forbidLiteral } from './environment.ts'

const suspicious = /secret/i

const pathCounts =
  'A path of a file counts by the name of its variable; one that only refers to another variable does not.'

export const variableNamedSecret: Control<'container'> = {
  id: 'BH-0221',
  name: 'variable-named-secret',
  title: 'Variable named as a secret is given in plain text',
  layer: 'workload',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'kube-linter:env-var-secret',
    'polaris:sensitiveContainerEnvVar',
    'kubescape:C-0012',
    'kubescape:C-0259',
  ],
  differs: {
    'kubescape:C-0012': pathCounts,
    'kubescape:C-0259': pathCounts,
    'kube-linter:env-var-secret': 'A value that only refers to another variable, `$(NAME)`, holds no secret.',
    'polaris:sensitiveContainerEnvVar':
      'A value that only refers to another variable, `$(NAME)`, holds no secret.',
  },
  rationale:
    'Plain text in a manifest is read by everybody who may read the manifest, the pod or the environment of a process, hostile code in the container first of all.',
  remediation:
    'If it is a secret, revoke it and mount the new one from a secret store as a file; if not, give the variable another name.',
  isSensitive: true,
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      ({ name, value }) => suspicious.test(name) && value !== '' && !/^\$\([^)]*\)$/.test(value),
      ({ name }) => `Container ${container.name} is given its variable ${name} in plain text.`,
    ),
  examples: {
    fail: [
      'env: [{ name: APP_SECRET, value: some-name }]',
      'env: [{ name: SECRET_BLAH, value: secretsquirrels }]',
    ],
    pass: [
      'env: [{ name: BLAH, value: secret }]',
      'env: [{ name: APP_SECRET, value: $(OTHER) }]',
      'env: [{ name: APP_SECRET, valueFrom: { secretKeyRef: { name: hub, key: token } } }]',
    ],
    unknown: ['env: [{ name: APP_SECRET, value: "{{ .Values.x }}" }]'],
  },
}
