import type { Control } from '../control.ts'
import { forbidLiteral } from './environment.ts'

const suspicious =
  /password|token|bearer|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_.+KEY$|^OCI_CLI_KEY_CONTENT$/i

const pathCounts =
  'A path of a file counts by the name of its variable; a switch, or what only refers to another variable, does not.'

export const variableNamedCredential: Control<'container'> = {
  id: 'BH-0222',
  name: 'variable-named-credential',
  title: 'Variable named as a credential is given in plain text',
  layer: 'workload',
  // Where the value looks like a secret too, secret-in-environment says so.
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['polaris:sensitiveContainerEnvVar', 'kubescape:C-0012', 'kubescape:C-0259'],
  differs: {
    'kubescape:C-0012': pathCounts,
    'kubescape:C-0259': pathCounts,
    'polaris:sensitiveContainerEnvVar':
      'A value that only refers to another variable, `$(NAME)`, names the file of a secret, as in `JUPYTER_TOKEN_FILE`, or is true or false holds no secret.',
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
      ({ name, value }) => suspicious.test(name) && !isHarmless(value) && !isPath(name, value),
      ({ name }) => `Container ${container.name} is given its variable ${name} in plain text.`,
    ),
  examples: {
    fail: [
      'env: [{ name: my_password, value: abc123 }]',
      'env: [{ name: AZURE_BATCH_KEY, value: xxx }]',
      'env: [{ name: TOKEN_FILE, value: abc123 }]',
    ],
    pass: [
      'env: [{ name: user, value: abc }]',
      'env: [{ name: TOKEN, value: $(OTHER) }]',
      'env: [{ name: ENABLE_TOKEN_AUTH, value: "true" }]',
      'env: [{ name: JUPYTER_TOKEN_FILE, value: /mnt/secrets/token }]',
      'env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]',
    ],
    unknown: ['env: [{ name: my_password, value: "{{ .Values.x }}" }]'],
  },
}

/** Nothing, a switch, or the value of another variable. */
function isHarmless(value: string): boolean {
  return /^(?:true|false|\$\([^)]*\))?$/i.test(value)
}

/** A variable that says where the secret's file lies. */
function isPath(name: string, value: string): boolean {
  return /_(?:FILE|PATH|DIR)$/i.test(name) && value.startsWith('/')
}
