import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const kubernetesDashboardAddOn: Control<'managed-cluster'> = {
  id: 'BH-1117',
  name: 'kubernetes-dashboard-add-on',
  title: 'Cluster runs the dashboard add-on',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_8'],
  differs: {
    'checkov:CKV_AZURE_8':
      'Checkov fails a template that says nothing of the add-on; AKS has not installed it by itself for years, and not at all since Kubernetes 1.19.',
  },
  rationale:
    'The dashboard acts with rights of its own over the cluster; a pod that reaches it has them, too. AKS gave it up with version 1.19.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.kubeDashboard.enabled: false`; Terraform: `kube_dashboard { enabled = false }`; or leave it out.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.addons.kubeDashboard,
      (isOn) => isOn,
      `Cluster ${cluster.name} runs the Kubernetes dashboard as an add-on.`,
    ),
  examples: {
    fail: [cluster('addon_profile {\n  kube_dashboard {\n    enabled = true\n  }\n}')],
    pass: [cluster()],
    unknown: [cluster('addon_profile {\n  kube_dashboard {\n    enabled = var.unknown\n  }\n}')],
  },
}
