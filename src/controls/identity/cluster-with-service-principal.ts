import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithServicePrincipal: Control<'managed-cluster'> = {
  id: 'BH-1109',
  name: 'cluster-with-service-principal',
  title: 'A secret of the cluster stands on every node',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'exposed-secrets',
  references: [
    'azure-policy:da6e2401-19da-4532-9141-fb8fbde08431',
    'psrule:Azure.AKS.ManagedIdentity',
    'mcsb:IM-3',
    'aks-baseline:13',
  ],
  rationale:
    'Code that comes out of its container reads the secret from the node and is the cluster towards Azure, from anywhere, until somebody changes it.',
  remediation:
    'Use a managed identity instead. Bicep and ARM: `identity` without `properties.servicePrincipalProfile`; Terraform: `identity {}` instead of `service_principal {}`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.servicePrincipal,
      (id) => id !== undefined && id !== 'msi',
      `Cluster ${cluster.name} acts with a service principal, whose secret stands in /etc/kubernetes/azure.json on every node.`,
    ),
  examples: {
    fail: [cluster(block('service_principal', 'client_id = "00000000-0000-0000-0000-000000000001"'))],
    pass: [cluster(block('identity', 'type = "SystemAssigned"'))],
    unknown: [cluster(block('service_principal', 'client_id = var.unknown'))],
  },
}
