import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

const open =
  /^[ \t]*(?:management_address[ \t]*=[ \t]*https?:\/\/(?:0\.0\.0\.0|\[::\])|disable_token_authorization[ \t]*=[ \t]*true)/m

export const torchserveSettingsOpen: Control<'config-map'> = {
  id: 'BH-0247',
  name: 'torchserve-settings-open',
  title: 'Settings open TorchServe’s management to everybody',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The management API registers models from any URL, and a model archive is code: whoever reaches the port runs code in every server that reads these settings (CVE-2023-43654).',
  remediation: 'Set `management_address=http://127.0.0.1:8081` and keep `disable_token_authorization` off.',
  applies: 'config-map',
  check: (map) =>
    forbidEntry(
      map,
      ({ value }) => open.test(value ?? ''),
      (key) => `ConfigMap ${map.name} opens TorchServe’s management in ${key}.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { config.properties: "inference_address=http://0.0.0.0:8080\\nmanagement_address=http://0.0.0.0:8081" }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { config.properties: "management_address=http://127.0.0.1:8081" }',
    ],
    unknown: [],
  },
}
