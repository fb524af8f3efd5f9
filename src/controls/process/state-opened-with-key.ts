import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { originOf } from '../../model/known.ts'
import { block } from '../azure-examples.ts'

export const stateOpenedWithKey: Control<'state-store'> = {
  id: 'BH-1291',
  name: 'state-opened-with-key',
  title: 'Whoever has a key reads the state of Terraform',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: ['mcsb:IM-8'],
  rationale:
    'The state holds what Terraform knows: the administrator’s credential of the cluster, keys of registries and vaults, in plain text. A key of the storage account opens all of it, and nobody sees who used it.',
  remediation:
    'Set `use_azuread_auth = true` in the backend, write no `access_key` or `sas_token` down, and switch shared keys of the account off.',
  isSensitive: true,
  applies: 'state-store',
  when: ({ resourceName }) => originOf(resourceName) !== undefined,
  check: ({ useEntra, keys, name }) => {
    const message = `A key opens the state of ${name === '.' ? 'this configuration' : name}.`
    return worst([
      ...keys.map((key) => demand(key, (text) => text === undefined, message)),
      demand(useEntra, (isOn) => isOn, message),
    ])
  },
  examples: {
    fail: [
      backend('storage_account_name = "state"').replace('azurerm" {', 'azurerm" { # <-'),
      backend('storage_account_name = "state"', 'use_azuread_auth = true', 'access_key = "c2VjcmV0"'),
    ],
    pass: [backend('storage_account_name = "state"', 'use_azuread_auth = true')],
    unknown: [backend('storage_account_name = "state"', 'use_azuread_auth = var.unknown')],
  },
}

/** The rest of a backend that does not even name its account stands on the command line. */
function backend(...lines: readonly string[]): string {
  return `variable "unknown" {}\n${block('terraform', ...block('backend "azurerm"', ...lines).split('\n'))}\n`
}
