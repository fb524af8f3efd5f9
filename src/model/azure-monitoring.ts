import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'

/** `Microsoft.Insights/diagnosticSettings`: which logs of a resource are kept. */
export interface DiagnosticSetting extends AzureMeta {
  readonly asset: 'diagnostic-setting'
  readonly scope: Known<Reference | undefined>
  readonly workspace: Known<Reference | undefined>
  /** `Dedicated` fills tables of the resource’s own, anything else `AzureDiagnostics`. */
  readonly destinationType: Known<string | undefined>
  readonly logs: readonly DiagnosticLog[]
}

export interface DiagnosticLog {
  /** `kube-audit`, or a group such as `allLogs`. */
  readonly category: Known<string | undefined>
  readonly enabled: Known<boolean>
}

/** `Microsoft.OperationalInsights/workspaces`. */
export interface LogWorkspace extends AzureMeta {
  readonly asset: 'log-workspace'
  readonly retentionInDays: Known<number>
  /** Gigabytes a day after which nothing more is kept; -1 is no bound. */
  readonly dailyQuota: Known<number>
  readonly disableLocalAuth: Known<boolean>
  readonly publicIngestion: Known<string>
  readonly publicQuery: Known<string>
}

/** `Microsoft.SecurityInsights/onboardingStates`: Sentinel reads a workspace. */
export interface SentinelOnboarding extends AzureMeta {
  readonly asset: 'sentinel-onboarding'
  readonly workspace: Known<Reference | undefined>
}

/** `Microsoft.SecurityInsights/alertRules`. */
export interface SentinelRule extends AzureMeta {
  readonly asset: 'sentinel-rule'
  readonly workspace: Known<Reference | undefined>
  readonly enabled: Known<boolean>
  /** In the query language of Kusto; unset for kinds of rules that bring their own. */
  readonly query: Known<string | undefined>
}

/** `Microsoft.Security/pricings`: one plan of Defender for Cloud. */
export interface DefenderPlan extends AzureMeta {
  readonly asset: 'defender-plan'
  readonly tier: Known<string>
  readonly extensions: readonly DefenderExtension[]
}

export interface DefenderExtension {
  readonly name: Known<string | undefined>
  readonly enabled: Known<boolean>
}

/** `Microsoft.Security/securityContacts`: whom Defender writes to. */
export interface SecurityContact extends AzureMeta {
  readonly asset: 'security-contact'
  readonly emails: Known<string | undefined>
  readonly notifications: Known<boolean>
}

/** `Microsoft.Insights/activityLogAlerts`. */
export interface ActivityAlert extends AzureMeta {
  readonly asset: 'activity-alert'
  readonly enabled: Known<boolean>
  /** Operations that it watches: `Microsoft.Authorization/roleAssignments/write`. */
  readonly operations: readonly Known<string | undefined>[]
}

/** `Microsoft.Insights/scheduledQueryRules`: an alert on what a query finds in logs. */
export interface LogAlert extends AzureMeta {
  readonly asset: 'log-alert'
  readonly enabled: Known<boolean>
  readonly queries: readonly Known<string | undefined>[]
}

export type MonitoringAsset =
  | ActivityAlert
  | DefenderPlan
  | DiagnosticSetting
  | LogAlert
  | LogWorkspace
  | SecurityContact
  | SentinelOnboarding
  | SentinelRule
