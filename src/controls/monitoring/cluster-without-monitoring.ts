import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutMonitoring: Control<'managed-cluster'> = {
  id: 'BH-1120',
  name: 'cluster-without-monitoring',
  title: 'Cluster sends no logs to Azure Monitor',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_AZURE_4',
    'trivy:AZU-0040',
    'psrule:Azure.AKS.ContainerInsights',
    'mcsb:LT-3',
    'aks-baseline:23',
  ],
  differs: {
    'checkov:CKV_AZURE_4':
      'Checkov takes add-ons behind an expression for absent; where a parameter decides that nobody gave, the verdict is unknown.',
  },
  rationale:
    'What is not collected nobody can look at after a breach. Other collectors do as well. Where AKS blocks the metadata service it refuses the add-on: nothing is asked there.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.omsagent.enabled: true`; Terraform: `oms_agent {}`; with a workspace and a managed identity for the agent.',
  applies: 'managed-cluster',
  when: (cluster) => !isKnown(cluster.network.podLinkLocalAccess, 'None'),
  check: (cluster) =>
    demand(
      cluster.addons.monitoring,
      (isOn) => isOn,
      `Cluster ${cluster.name} sends nothing to Azure Monitor.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [
      cluster(block('oms_agent', 'log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id')),
    ],
    unknown: [cluster('dynamic "oms_agent" {\n  for_each = var.unknown\n  content {}\n}')],
  },
}
