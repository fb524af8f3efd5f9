import type { Control } from '../control.ts'
import { azure, loggedVault } from '../azure-examples.ts'
import { demandLog } from './setting-logs.ts'

export const vaultWithoutAuditLog: Control<'key-vault'> = {
  id: 'BH-1235',
  name: 'vault-without-audit-log',
  title: 'Nobody keeps who read the vault',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'mcsb:LT-3',
    'psrule:Azure.KeyVault.Logs',
    'azure-policy:cf820ca0-f99e-4f3e-84fb-66e913812d21',
  ],
  rationale: 'Which identity read which secret, and from where, stands in the log of the vault alone.',
  remediation:
    'Add a diagnostic setting for the vault with the category `AuditEvent` or the group `audit` (Bicep and ARM: `Microsoft.Insights/diagnosticSettings`; Terraform: `azurerm_monitor_diagnostic_setting`).',
  applies: 'key-vault',
  check: (vault, platform) =>
    demandLog(vault, platform, { wanted, message: `Nobody keeps who read vault ${vault.name}.` }),
  examples: {
    fail: [azure('key_vault', 'name = "models"'), loggedVault('Metrics')],
    pass: [loggedVault('AuditEvent')],
    unknown: [`${loggedVault('Metrics').replace('"Metrics"', 'var.unknown')}variable "unknown" {}\n`],
  },
}

const wanted = new Set(['auditevent', 'audit', 'alllogs'])
