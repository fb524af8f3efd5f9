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
  references: ['cis-aks-1.8:2.1.1', 'cis-aks-1.7:2.1.1'],
  rationale:
    'Commands run in a pod, tokens made, rights given: only the audit log tells. Without it nobody can see a breach while it happens, or say afterwards how far it went.',
  remediation:
    'Add `azurerm_monitor_diagnostic_setting` for the cluster with `kube-audit-admin` (or `kube-audit`) and `guard`, into tables that detections read.',
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
    ],
  },
}

const wanted = new Set(['kube-audit', 'kube-audit-admin', 'audit', 'alllogs'])
