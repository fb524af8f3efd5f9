import type { Control } from '../control.ts'
import { azure, locked } from '../azure-examples.ts'
import { demandLock } from './locks.ts'

export const workspaceDeletable: Control<'log-workspace'> = {
  id: 'BH-1287',
  name: 'workspace-deletable',
  title: 'One call deletes the logs',
  layer: 'process',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.lock'],
  vector: 'misconfigured-container',
  references: ['mcsb:BR-2'],
  rationale:
    'Whoever has write rights over the group deletes the workspace: the traces of how he got them go with it.',
  remediation:
    'Lock the workspace or its group. Bicep and ARM: `properties.level: CanNotDelete` of `Microsoft.Authorization/locks`; Terraform: `azurerm_management_lock` with `lock_level = "CanNotDelete"`.',
  applies: 'log-workspace',
  check: (workspace, platform) =>
    demandLock(workspace, platform, `One call deletes the logs of workspace ${workspace.name}.`),
  examples: {
    fail: [azure('log_analytics_workspace', 'name = "models"')],
    pass: [`${azure('log_analytics_workspace')}${locked('azurerm_log_analytics_workspace.models.id')}`],
    unknown: [`${azure('log_analytics_workspace')}${locked('var.unknown')}`],
  },
}
