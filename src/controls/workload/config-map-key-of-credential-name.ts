import type { Control } from '../control.ts'
import { type Entry, forbidEntry } from './config-map-entries.ts'

/** Names that another control asks for, with a louder voice. */
const askedElsewhere = /password|token|secret/i
const names = /key|pwd|jwt|bearer|credential/i
const values = /-BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-|eyJhbGciO|JWT|Bearer|_key_|_secret_/

export const configMapKeyOfCredentialName: Control<'config-map'> = {
  id: 'BH-0994',
  name: 'config-map-key-of-credential-name',
  title: 'ConfigMap may hold a key or a credential',
  layer: 'workload',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['kubescape:C-0012'],
  rationale:
    'A ConfigMap is read by every account that may read configuration. Names such as key, pwd, jwt and credential also stand for harmless things, and often enough for what opens a door to hostile code.',
  remediation: 'If it is a secret, revoke it and move the new one into a secret store or a Secret.',
  isSensitive: true,
  applies: 'config-map',
  check: (map) =>
    forbidEntry(map, isSuspicious, (key) => `ConfigMap ${map.name} may hold a credential under ${key}.`),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { aws_access_key_id: abc }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { header: "Bearer abc" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { x: QmVhcmVyIGFiY2RlZg== }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { db_user: postgres }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { api_key: "" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: guard, namespace: models }\ndata: { redact: "-----BEGIN (?:[A-Z ]+)?PRIVATE KEY-----" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { credentials: "{ storageSpecSecretName: s }" }',
    ],
    unknown: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { api_key: "{{ .Values.key }}" }',
    ],
  },
}

/** A key counts by its name, unless its value is known to be empty or a whole file, which counts by what it holds. */
function isSuspicious({ key, value }: Entry): boolean {
  if (value === undefined || value === '' || askedElsewhere.test(key)) return false
  return (names.test(key) && !isFile(value)) || values.test(value) || values.test(decoded(value))
}

function isFile(value: string): boolean {
  return /\n.*\S|^\s*\{/.test(value)
}

/** Trimmed first: two parts of the pattern that both take blanks would try every split between them. */
function decoded(value: string): string {
  return /^[A-Za-z0-9+/\s]+={0,2}$/.test(value.trimEnd())
    ? Buffer.from(value, 'base64').toString('latin1')
    : ''
}
