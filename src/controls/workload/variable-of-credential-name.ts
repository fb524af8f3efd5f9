import type { Control } from '../control.ts'
import { forbidLiteral, type Literal } from './environment.ts'

/** Names that other controls ask for, with a louder voice. */
const askedElsewhere = /password|token|bearer|secret/i
const names = /key|pwd|jwt|credential/i
const values = /private key|eyjhbgcio|jwt|bearer|_key_|_secret_/i

export const variableOfCredentialName: Control<'container'> = {
  id: 'BH-0993',
  name: 'variable-of-credential-name',
  title: 'Variable may be a key or a credential in plain text',
  layer: 'workload',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['kubescape:C-0012', 'kubescape:C-0259'],
  rationale:
    'Names such as key, pwd, jwt and credential also stand for harmless things, and often enough for what opens a door: hostile code reads its environment first.',
  remediation: 'If it is a secret, revoke it and mount the new one from a secret store as a file.',
  isSensitive: true,
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      isSuspicious,
      ({ name }) => `Variable ${name} of container ${container.name} may be a credential in plain text.`,
    ),
  examples: {
    fail: ['env: [{ name: API_KEY, value: abc }]', 'env: [{ name: HEADER, value: "Bearer abc" }]'],
    pass: [
      'env: [{ name: user, value: abc }]',
      'env: [{ name: KEY_FILE, value: /run/key }]',
      'env: [{ name: API_KEY, value: "" }]',
    ],
    unknown: ['env: [{ name: API_KEY, value: "{{ .Values.x }}" }]'],
  },
}

function isSuspicious({ name, value }: Literal): boolean {
  if (value === '' || value.startsWith('/') || /^\$\([^)]*\)$/.test(value)) return false
  return !askedElsewhere.test(name) && (names.test(name) || values.test(value))
}
