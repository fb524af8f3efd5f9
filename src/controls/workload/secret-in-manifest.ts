import { trimEndOf } from '../../kernel/text.ts'
import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

export const secretInManifest: Control<'secret'> = {
  id: 'BH-0232',
  name: 'secret-in-manifest',
  title: 'Secret stands in a file in plain text',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['owasp-kubernetes:OWASP-K8S-7.19'],
  rationale:
    'Base64 hides nothing. Everybody who may read the repository, its clones and its history has the secret, and with it whatever it opens, without having to break out of anything.',
  remediation:
    'Revoke the secret, and take the new one from a store at deployment (Secrets Store CSI driver, External Secrets) or seal it (Sealed Secrets, SOPS).',
  isSensitive: true,
  applies: 'secret',
  check: (secret) =>
    forbidEntry(
      secret,
      ({ key, value }) => !isPublic.test(key) && value !== undefined && holdsSecret(value),
      (key) => `Secret ${secret.name} holds its key ${key} in plain text.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\nstringData: { token: hunter2 }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: { token: aHVudGVyMg== }',
    ],
    pass: [
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\nstringData: { username: app, tls.crt: abc }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: {}',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\nstringData: { token: "${TOKEN}" }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: { token: "" }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: { token: eW91cl90b2tlbl9oZXJl }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: { sops: "ENC[AES256_GCM,data:abc=,iv:x]" }',
    ],
    unknown: [
      'apiVersion: v1\nkind: Secret\nmetadata: { name: hub, namespace: models }\ndata: { token: {{ .Values.token }} }',
    ],
  },
}

/** Keys that say who or where, and certificates, which are no secrets. */
const isPublic =
  /(?:^|[._-])(?:user|username|user_?name|host|port|endpoint|region|bucket|namespace|crt|cert)$|user$/i

/** Values under `data` are base64, and one that decodes to a placeholder is none; SOPS marks what it encrypted. */
function holdsSecret(value: string): boolean {
  if (isPlaceholder(value) || value.startsWith('ENC[')) return false
  const decoded = Buffer.from(value, 'base64')
  const isBase64 = trimEndOf(decoded.toString('base64'), '=') === trimEndOf(value.trim(), '=')
  const text = isBase64 ? decoded.toString('utf8') : value
  return !isPlaceholder(text) && !text.startsWith('-----BEGIN CERTIFICATE')
}
