import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const localAccountsOn: Control<'managed-cluster'> = {
  id: 'BH-1105',
  name: 'local-accounts-on',
  title: 'Cluster has local administrator accounts',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_141',
    'azure-policy:993c2fcd-2b29-49d2-9eb0-df2c3a730c32',
    'psrule:Azure.AKS.LocalAccounts',
    'mcsb:IM-1',
    'mcsb:PA-7',
    'aks-baseline:12',
  ],
  rationale:
    'The administrator’s certificate is the same for everybody, is not asked for by Entra, and cannot be revoked. Whoever may list it, or finds a copy, owns the cluster.',
  remediation:
    'Bicep and ARM: `properties.disableLocalAccounts: true`; Terraform: `local_account_disabled = true`. Let people sign in with Entra ID, and rotate the certificates of a cluster that had local accounts.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.disableLocalAccounts,
      (isOn) => isOn,
      `Cluster ${cluster.name} has local accounts: certificates of an administrator that nobody can take back.`,
    ),
  examples: {
    fail: [cluster(), cluster('local_account_disabled = false')],
    pass: [cluster('local_account_disabled = true')],
    unknown: [cluster('local_account_disabled = var.unknown')],
  },
}
