import type { Control } from '../control.ts'
import { forbid, worst } from '../verdict.ts'
import { managedNamespace, missing } from '../azure-examples.ts'

export const managedNamespaceOpen: Control<'managed-namespace'> = {
  id: 'BH-1186',
  name: 'managed-namespace-open',
  title: 'Namespace of a tenant lets everything in or out',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'The network policies of a managed namespace are what a tenant gets without asking. Policies only add: what AllowAll lets through no other policy of the namespace takes back.',
  remediation:
    'Bicep and ARM: `properties.defaultNetworkPolicy: { ingress: DenyAll, egress: DenyAll }` of `managedClusters/managedNamespaces`, set with `azapi_resource` in Terraform. Keep `networkpolicies/write` from tenants.',
  applies: 'managed-namespace',
  check: ({ ingress, egress, name }) =>
    worst([
      forbid(ingress, isOpen, `Managed namespace ${name} lets everybody in.`),
      forbid(egress, isOpen, `Managed namespace ${name} lets its pods talk to everybody.`),
    ]),
  examples: {
    fail: [
      missing(managedNamespace('defaultNetworkPolicy = { ingress = "DenyAll" }')),
      managedNamespace('defaultNetworkPolicy = {', '  egress = "DenyAll"', '  ingress = "AllowAll"', '}'),
    ],
    pass: [managedNamespace('defaultNetworkPolicy = { ingress = "AllowSameNamespace", egress = "DenyAll" }')],
    unknown: [managedNamespace('defaultNetworkPolicy = { ingress = "DenyAll", egress = var.unknown }')],
  },
}

function isOpen(access: string): boolean {
  return access.toLowerCase() === 'allowall'
}
