/**
 * Tables of a workspace that logs of Azure’s resources fill. Dated data (2026-11). Source:
 * learn.microsoft.com/azure/azure-monitor/reference/tables, by type of resource.
 */
export interface LogTables {
  /** By category in small letters; `*` for all others. */
  readonly tables: Readonly<Record<string, string>>
  /** What queries of the shared table name the resource by. */
  readonly sharedBy: RegExp
  /** Their logs never go to the table that all resources share. */
  readonly isAlwaysOwn?: boolean
}

/** The table of all resources whose settings ask for none of their own. */
export const sharedTable = 'AzureDiagnostics'

export type LoggedKind = 'managed-cluster' | 'container-registry' | 'key-vault' | 'firewall'

export const logTables: Readonly<Record<LoggedKind, LogTables>> = {
  'managed-cluster': {
    tables: { 'kube-audit': 'AKSAudit', 'kube-audit-admin': 'AKSAuditAdmin', '*': 'AKSControlPlane' },
    sharedBy: /kube-|MANAGEDCLUSTERS|"guard"/i,
  },
  'container-registry': {
    tables: {
      containerregistryloginevents: 'ContainerRegistryLoginEvents',
      containerregistryrepositoryevents: 'ContainerRegistryRepositoryEvents',
    },
    sharedBy: /MICROSOFT\.CONTAINERREGISTRY/i,
    isAlwaysOwn: true,
  },
  'key-vault': {
    tables: {
      auditevent: 'AZKVAuditLogs',
      azurepolicyevaluationdetails: 'AZKVPolicyEvaluationDetailsLogs',
    },
    sharedBy: /MICROSOFT\.KEYVAULT|"AuditEvent"/i,
  },
  firewall: {
    tables: {
      azfwapplicationrule: 'AZFWApplicationRule',
      azfwdnsquery: 'AZFWDnsQuery',
      azfwidpssignature: 'AZFWIdpsSignature',
      azfwnetworkrule: 'AZFWNetworkRule',
      azfwthreatintel: 'AZFWThreatIntel',
    },
    sharedBy: /AzureFirewall/i,
  },
}
