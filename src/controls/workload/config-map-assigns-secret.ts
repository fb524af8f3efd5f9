import type { Control } from '../control.ts'
import { forbidEntry } from './config-map-entries.ts'

const suspiciousKey = /pw|pass|pswrd|aws_access_key_id/i
const others = /password|token|secret/i
const assignment =
  /(?:pw|pass|pword|passphrase|passwrd|passwd|password|secret|secretkey|aws_access_key_id|pswrd|token|pwd)\s*[=:]/i
const reference = /^[\s"]*(?:\$\{|\$\(|\{\{)|^\s*(?:""|'')\s*$|^\s*\[/

export const configMapAssignsSecret: Control<'config-map'> = {
  id: 'BH-0229',
  name: 'config-map-assigns-secret',
  title: 'ConfigMap seems to assign a password',
  layer: 'workload',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['trivy:KSV-0109'],
  differs: {
    'trivy:KSV-0109':
      'A value that is filled in from elsewhere (`${…}`, `$(…)`) holds no secret, also where a space stands before it, nor does one that is quoted and empty, or a list.',
  },
  rationale:
    'A ConfigMap is no secret store: it is not encrypted at rest, is read by every account that may read configuration, and is printed freely.',
  remediation: 'Move the value into a secret store or a Secret, revoke it, and mount the new one as a file.',
  isSensitive: true,
  applies: 'config-map',
  check: (map) =>
    forbidEntry(
      map,
      ({ key, value }) => (suspiciousKey.test(key) && !others.test(key)) || assigns(value),
      (key) => `ConfigMap ${map.name} seems to assign a password under ${key}.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { db_passwd: abc123 }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { "app.ini": "user=a\\npassword = hunter2" }',
    ],
    pass: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { "app.ini": "user=a" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { "app.ini": "password = ${PASSWORD}" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: { "app.ini": "password: \'\'" }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: models }\ndata: {}',
    ],
    unknown: [],
  },
}

/** A line that assigns something to a word like these, and not only a reference. */
function assigns(text: string | undefined): boolean {
  if (text === undefined || !assignment.test(text)) return false
  return text.split('\n').some((line) => assignment.test(line) && assignsValue(line))
}

function assignsValue(line: string): boolean {
  return [':', '='].some((delimiter) => {
    const value = line.split(delimiter)[1]
    return value !== undefined && value !== '' && !reference.test(value)
  })
}
