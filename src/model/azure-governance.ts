import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** `Microsoft.Consumption/budgets`. */
export interface Budget extends AzureMeta {
  readonly asset: 'budget'
  readonly scope: Known<Reference | undefined>
  readonly amount: Known<number | undefined>
  readonly timeGrain: Known<string>
  readonly notifications: readonly BudgetNotification[]
}

export interface BudgetNotification {
  readonly origin: Origin
  readonly enabled: Known<boolean>
  /** In percent of the amount. */
  readonly threshold: Known<number | undefined>
  /** `Actual` or `Forecasted`. */
  readonly thresholdType: Known<string>
  readonly contacts: readonly Known<string>[]
}

/** `Microsoft.Authorization/locks`. */
export interface ResourceLock extends AzureMeta {
  readonly asset: 'resource-lock'
  readonly scope: Known<Reference | undefined>
  readonly level: Known<string | undefined>
}

/** `Microsoft.Authorization/policyAssignments`. */
export interface PolicyAssignment extends AzureMeta {
  readonly asset: 'policy-assignment'
  readonly definition: Known<Reference | undefined>
  readonly enforcementMode: Known<string>
  readonly effect: Known<string | undefined>
  readonly excludedNamespaces: readonly Known<string>[]
}

/** `Microsoft.Authorization/policyExemptions`. */
export interface PolicyExemption extends AzureMeta {
  readonly asset: 'policy-exemption'
  readonly expiresOn: Known<string | undefined>
}

/** `Microsoft.DataProtection/backupVaults`. */
export interface BackupVault extends AzureMeta {
  readonly asset: 'backup-vault'
  readonly immutability: Known<string>
  readonly softDelete: Known<string>
}

/** The backend of a root of Terraform: a storage account that holds everything that the root knows. */
export interface StateStore extends AzureMeta {
  readonly asset: 'state-store'
  readonly useEntra: Known<boolean>
  /** Keys and signatures that are written down. */
  readonly keys: readonly Known<string | undefined>[]
}

export type GovernanceAsset =
  | BackupVault
  | Budget
  | PolicyAssignment
  | PolicyExemption
  | ResourceLock
  | StateStore
