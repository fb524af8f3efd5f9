import { isCredential, secretIn } from '../../knowledge/secrets.ts'
import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

export const secretInConfigMap: Control<'config-map'> = {
  id: 'BH-0231',
  name: 'secret-in-config-map',
  title: 'ConfigMap holds a secret',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['kubernetes-security-checklist:K8S-SEC-secrets-1', 'owasp-kubernetes:OWASP-K8S-7.16'],
  rationale:
    'A ConfigMap is no secret store: it is not encrypted at rest, is read by every account that may read configuration, and is printed freely.',
  remediation: 'Move the value into a secret store or a Secret, revoke it, and mount the new one as a file.',
  isSensitive: true,
  applies: 'config-map',
  check: (map) =>
    forbidEntry(
      map,
      ({ key, value }) => value !== undefined && (secretIn(value) !== undefined || isCredential(key, value)),
      (key) => `ConfigMap ${map.name} holds a secret under ${key}.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { DB_PASSWORD: hunter2 }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { url: "postgres://app:s3cr3t@db/models" }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { DB_PASSWORD: "${DB_PASSWORD}" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { MAX_TOKEN: "4096" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: {}',
    ],
    unknown: [],
  },
}
