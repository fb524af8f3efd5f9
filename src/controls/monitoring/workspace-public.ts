import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const workspacePublic: Control<'log-workspace'> = {
  id: 'BH-1271',
  name: 'workspace-public',
  title: 'The internet reaches the logs',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.pe'],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-5', 'azure-policy:6c53d030-cc64-46f0-906d-2bc061cd1334'],
  rationale:
    'From anywhere, whoever has a token reads what all tenants’ containers wrote, and whoever has a key writes.',
  remediation:
    'Bicep and ARM: `properties.publicNetworkAccessForIngestion` and `publicNetworkAccessForQuery`; Terraform: `internet_ingestion_access_type` and `internet_query_access_type`; each `Disabled` (or `SecuredByPerimeter`), with a private link scope.',
  applies: 'log-workspace',
  check: ({ publicIngestion, publicQuery, name }) =>
    worst(
      [publicIngestion, publicQuery].map((access) =>
        demand(access, (text) => text !== 'Enabled', `The internet reaches the logs of workspace ${name}.`),
      ),
    ),
  examples: {
    fail: [
      azure('log_analytics_workspace'),
      azure('log_analytics_workspace', 'internet_ingestion_enabled = true', 'internet_query_enabled = false'),
    ],
    pass: [
      azure(
        'log_analytics_workspace',
        'internet_ingestion_access_type = "Disabled"',
        'internet_query_access_type = "SecuredByPerimeter"',
      ),
    ],
    unknown: [
      azure(
        'log_analytics_workspace',
        'internet_ingestion_enabled = false',
        'internet_query_enabled = var.unknown',
      ),
    ],
  },
}
