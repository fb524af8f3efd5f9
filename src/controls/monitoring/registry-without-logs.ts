import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { demandLog } from './setting-logs.ts'
import { registry, loggedRegistry } from '../azure-examples.ts'

export const registryWithoutLogs: Control<'container-registry'> = {
  id: 'BH-1210',
  name: 'registry-without-logs',
  title: 'Nobody keeps who pulls and pushes',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['psrule:Azure.ACR.AuditLogs', 'psrule:Azure.ACR.Logs', 'mcsb:LT-3'],
  rationale:
    'A model copied away, or an image replaced, shows in the events of the registry and nowhere else.',
  remediation:
    'Add a diagnostic setting for the registry with `ContainerRegistryLoginEvents` and `ContainerRegistryRepositoryEvents` (Bicep and ARM: `Microsoft.Insights/diagnosticSettings`; Terraform: `azurerm_monitor_diagnostic_setting`).',
  applies: 'container-registry',
  check: (registry, platform) => {
    const message = `Nobody keeps who pulls from registry ${registry.name} and pushes to it.`
    return worst(
      categories.map((category) =>
        demandLog(registry, platform, { wanted: new Set([category, 'audit', 'alllogs']), message }),
      ),
    )
  },
  examples: {
    fail: [registry(), loggedRegistry('ContainerRegistryLoginEvents')],
    pass: [
      loggedRegistry('ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'),
      loggedRegistry('allLogs'),
    ],
    unknown: [
      `${loggedRegistry('ContainerRegistryLoginEvents', 'x').replace('"x"', 'var.unknown')}variable "unknown" {}\n`,
    ],
  },
}

const categories = ['containerregistryloginevents', 'containerregistryrepositoryevents']
