import type { Control } from '../control.ts'
import { azure, locked } from '../azure-examples.ts'
import { demandLock } from './locks.ts'

export const vaultDeletable: Control<'key-vault'> = {
  id: 'BH-1286',
  name: 'vault-deletable',
  title: 'One call deletes the vault',
  layer: 'process',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.lock'],
  vector: 'misconfigured-container',
  references: ['mcsb:BR-2'],
  rationale:
    'Whoever has write rights over the group deletes the vault, and with it every secret that pods start with.',
  remediation:
    'Lock the vault or its group. Bicep and ARM: `properties.level: CanNotDelete` of `Microsoft.Authorization/locks`; Terraform: `azurerm_management_lock` with `lock_level = "CanNotDelete"`.',
  applies: 'key-vault',
  check: (vault, platform) => demandLock(vault, platform, `One call deletes vault ${vault.name}.`),
  examples: {
    fail: [azure('key_vault', 'name = "models"')],
    pass: [
      `${azure('key_vault')}${locked('azurerm_key_vault.models.id')}`,
      `${azure('key_vault', 'resource_group_name = "models"')}${azure('resource_group', 'name = "models"')}${locked('azurerm_resource_group.models.id')}`,
    ],
    unknown: [
      `${azure('key_vault')}${locked('var.unknown')}`,
      `${azure('key_vault', 'resource_group_name = "models"')}${azure('resource_group', 'name = "models"')}${locked('azurerm_resource_group.models.id').replace('{', '{\n  count = var.unknown ? 1 : 0')}`,
    ],
  },
}
