import type { Control } from '../control.ts'
import { cluster, loggedCluster } from '../azure-examples.ts'
import { demandLog } from './setting-logs.ts'

export const clusterWithoutAuditLog: Control<'managed-cluster'> = {
  id: 'BH-1157',
  name: 'cluster-without-audit-log',
  title: 'Nobody keeps what the API server was asked',
  layer: 'monitoring',
  severity: 'high',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:2.1.1',
    'cis-aks-1.7:2.1.1',
    'azure-policy:245fc9df-fa96-4414-9a0b-3738c2f7341c',
    'azure-policy:6c66c325-74c8-42fd-a286-a74b0e2939d8',
    'psrule:Azure.AKS.AuditLogs',
    'mcsb:LT-3',
    'aks-baseline:24',
    'defender-for-containers:bb318338-de6a-42ff-8428-8274c897d564',
  ],
  differs: {
    'azure-policy:245fc9df-fa96-4414-9a0b-3738c2f7341c':
      'The policy is content with any log; we ask for the one that shows commands, tokens and rights.',
    'azure-policy:6c66c325-74c8-42fd-a286-a74b0e2939d8':
      'The policy deploys all categories to one workspace; we ask for the one that shows commands, tokens and rights.',
    'psrule:Azure.AKS.AuditLogs':
      'PSRule asks for guard as well; cluster-without-sign-in-log does that here.',
  },
  rationale:
    'Commands run in a pod, tokens made, rights given: only the audit log tells. Without it nobody can see a breach while it happens, or say afterwards how far it went.',
  remediation:
    'Add a diagnostic setting for the cluster with `kube-audit-admin` (or `kube-audit`) and `guard`, into tables that detections read. Bicep and ARM: `Microsoft.Insights/diagnosticSettings`; Terraform: `azurerm_monitor_diagnostic_setting`.',
  applies: 'managed-cluster',
  check: (cluster, platform) =>
    demandLog(cluster, platform, {
      wanted,
      message: `Nobody keeps the audit log of cluster ${cluster.name}.`,
    }),
  examples: {
    fail: [cluster(), loggedCluster('kube-apiserver')],
    pass: [loggedCluster('kube-audit-admin'), loggedCluster('kube-audit')],
    unknown: [
      `${loggedCluster('kube-apiserver').replace('"kube-apiserver"', 'var.unknown')}variable "unknown" {}\n`,
      // It may be of something else, or not be there.
      `${loggedCluster('kube-audit').replace('azurerm_kubernetes_cluster.models.id', 'var.unknown')}variable "unknown" {}\n`,
      `${loggedCluster('kube-audit').replace('target_resource_id', 'count = var.unknown\n  target_resource_id')}variable "unknown" {}\n`,
    ],
  },
}

const wanted = new Set(['kube-audit', 'kube-audit-admin', 'audit', 'alllogs'])
