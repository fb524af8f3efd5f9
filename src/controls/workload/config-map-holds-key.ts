import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

const cloudKey = /bearer|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_.+KEY$|^OCI_CLI_KEY_CONTENT$/i
const others = /password|token|secret/i
const privateKey = /^[ \t]*-+BEGIN[ \t].*PRIVATE KEY-+[ \t]*\r?$/im

export const configMapHoldsKey: Control<'config-map'> = {
  id: 'BH-0230',
  name: 'config-map-holds-key',
  title: 'ConfigMap holds a private or cloud key',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['polaris:sensitiveConfigmapContent'],
  differs: {
    'polaris:sensitiveConfigmapContent':
      'The header of a key inside other text, as in a rule that looks for leaks, is no key.',
  },
  rationale:
    'A ConfigMap is no secret store: it is not encrypted at rest, is read by every account that may read configuration, and is printed freely.',
  remediation: 'Move the value into a secret store or a Secret, revoke it, and mount the new one as a file.',
  isSensitive: true,
  applies: 'config-map',
  check: (map) =>
    forbidEntry(
      map,
      ({ key, value }) => (cloudKey.test(key) && !others.test(key)) || privateKey.test(value ?? ''),
      (key) => `ConfigMap ${map.name} holds a key under ${key}.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { AZURE_BATCH_KEY: xxxxx }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { ssh: "-----BEGIN PRIVATE KEY-----" }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { message: hello }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: {}',
    ],
    unknown: [],
  },
}
