import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutDefender: Control<'managed-cluster'> = {
  id: 'BH-1119',
  name: 'cluster-without-defender',
  title: 'Nobody watches what runs in the cluster',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'azure-policy:a1840de2-8088-4ea8-b153-b4c723e9cb01',
    'azure-policy:64def556-fbad-4622-930e-72d1d5589bf5',
    'psrule:Azure.AKS.DefenderProfile',
    'mcsb:LT-1',
    'mcsb:LT-2',
    'aks-baseline:22',
    'defender-for-containers:56a83a6e-c417-42ec-b567-1e6fcb3d09a9',
  ],
  rationale:
    'An escape, a miner or a reverse shell leaves traces that somebody has to look for. The sensor does not see into sandboxed pods.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.defender.securityMonitoring.enabled: true`; Terraform: `microsoft_defender {}`; with a workspace.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.security.defender,
      (isOn) => isOn,
      `Cluster ${cluster.name} has no sensor of Defender for Containers.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [
      cluster(
        block('microsoft_defender', 'log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id'),
      ),
    ],
    unknown: [cluster('dynamic "microsoft_defender" {\n  for_each = var.unknown\n  content {}\n}')],
  },
}
