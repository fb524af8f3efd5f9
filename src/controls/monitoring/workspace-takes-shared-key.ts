import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const workspaceTakesSharedKey: Control<'log-workspace'> = {
  id: 'BH-1270',
  name: 'workspace-takes-shared-key',
  title: 'Whoever has a key writes into the logs',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: ['mcsb:LT-5', 'azure-policy:e15effd4-2278-4c65-a0da-4d6f6d1890e2'],
  rationale:
    'The keys of a workspace stand in agents on every node. With one, a hostile container floods the logs or forges them, and nobody sees who it was.',
  remediation:
    'Bicep and ARM: `properties.features.disableLocalAuth: true`; Terraform: `local_authentication_enabled = false`. Agents sign in with managed identities.',
  applies: 'log-workspace',
  check: ({ disableLocalAuth, name }) =>
    demand(disableLocalAuth, (isOff) => isOff, `Workspace ${name} takes logs from whoever has its key.`),
  examples: {
    fail: [
      azure('log_analytics_workspace'),
      azure('log_analytics_workspace', 'local_authentication_enabled = true'),
    ],
    pass: [
      azure('log_analytics_workspace', 'local_authentication_enabled = false'),
      azure('log_analytics_workspace', 'local_authentication_disabled = true'),
    ],
    unknown: [azure('log_analytics_workspace', 'local_authentication_enabled = var.unknown')],
  },
}
