import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

const suspicious = /password|token|secret/i

export const configMapKeyNamedSecret: Control<'config-map'> = {
  id: 'BH-0228',
  name: 'config-map-key-named-secret',
  title: 'Key of a ConfigMap is named as a secret',
  layer: 'workload',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['polaris:sensitiveConfigmapContent', 'trivy:KSV-0109', 'kubescape:C-0012'],
  rationale:
    'A ConfigMap is no secret store: it is not encrypted at rest, is read by every account that may read configuration, and is printed freely.',
  remediation: 'Move the value into a secret store or a Secret, revoke it, and mount the new one as a file.',
  isSensitive: true,
  applies: 'config-map',
  check: (map) =>
    forbidEntry(
      map,
      ({ key }) => suspicious.test(key),
      (key) => `ConfigMap ${map.name} has a key ${key} that is named as a secret.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { db_password: abc123 }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { API_TOKEN: "{{ .Values.t }}" }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { db_user: postgres }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: {}',
    ],
    unknown: [],
  },
}
