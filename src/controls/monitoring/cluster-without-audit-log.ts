import type { Control } from '../control.ts'
import { anyOf, demand, fail, worst, type Verdict } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { cluster } from '../azure-examples.ts'
import type { DiagnosticSetting, ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'

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
  check: judge,
  examples: {
    fail: [cluster(), audited('kube-apiserver')],
    pass: [audited('kube-audit-admin'), audited('kube-audit')],
    unknown: [
      `${audited('kube-apiserver').replace('"kube-apiserver"', 'var.unknown')}variable "unknown" {}\n`,
    ],
  },
}

const wanted = new Set(['kube-audit', 'kube-audit-admin', 'audit', 'alllogs'])

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const message = `Nobody keeps the audit log of cluster ${cluster.name}.`
  const logs = platform
    .all('diagnostic-setting')
    .filter((setting) => isAbout(setting, cluster))
    .flatMap((setting) => setting.logs)
  if (logs.length === 0) return fail(message)
  return anyOf(
    logs.map(({ category, enabled }) =>
      worst([
        demand(category, (name) => wanted.has(name?.toLowerCase() ?? ''), message),
        demand(enabled, (isOn) => isOn, message),
      ]),
    ),
  )
}

function isAbout(
  { scope, declaredIn }: DiagnosticSetting,
  { name, declaredIn: own }: ManagedCluster,
): boolean {
  return declaredIn === own && valueOf(scope)?.to === name
}

function audited(category: string): string {
  return `${cluster()}resource "azurerm_monitor_diagnostic_setting" "models" {
  target_resource_id = azurerm_kubernetes_cluster.models.id
  enabled_log {
    category = "${category}"
  }
}
`
}
