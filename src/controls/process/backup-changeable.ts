import type { Control } from '../control.ts'
import { forbid, worst } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const backupChangeable: Control<'backup-vault'> = {
  id: 'BH-1288',
  name: 'backup-changeable',
  title: 'Backups can be deleted',
  layer: 'process',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Z.lock'],
  vector: 'misconfigured-container',
  references: ['mcsb:BR-1', 'mcsb:BR-2', 'psrule:Azure.BV.Immutable'],
  rationale: 'Who destroys first destroys the backups. A vault that is immutable keeps them whoever asks.',
  remediation:
    'Bicep and ARM: `immutabilitySettings.state: Locked` and `softDeleteSettings.state: AlwaysOn` in `properties.securitySettings`; Terraform: `immutability = "Locked"` and `soft_delete = "AlwaysOn"`. Take `Unlocked` while it is tried.',
  applies: 'backup-vault',
  check: ({ immutability, softDelete, name }) => {
    const message = `Backups in vault ${name} can be deleted.`
    return worst([
      forbid(immutability, (state) => state === 'Disabled', message),
      forbid(softDelete, (state) => state === 'Off', message),
    ])
  },
  examples: {
    fail: [
      azure('data_protection_backup_vault'),
      azure('data_protection_backup_vault', 'immutability = "Locked"', 'soft_delete = "Off"'),
    ],
    pass: [azure('data_protection_backup_vault', 'immutability = "Locked"')],
    unknown: [azure('data_protection_backup_vault', 'immutability = var.unknown')],
  },
}
