import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { azure } from '../azure-examples.ts'
import { typeOf } from '../../link/types.ts'

export const flowLogOfSecurityGroup: Control<'flow-log'> = {
  id: 'BH-1252',
  name: 'flow-log-of-security-group',
  title: 'Flow log is of a kind that ends',
  layer: 'network',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:LT-4'],
  rationale:
    'Flow logs of security groups end in September 2027, and miss what goes past the groups. Those of networks see all of it.',
  remediation:
    'Name a network or a subnet. Bicep and ARM: `properties.targetResourceId`; Terraform: `target_resource_id`.',
  applies: 'flow-log',
  check: ({ target, name }) =>
    forbid(
      target,
      (each) => each !== undefined && typeOf(each) === 'microsoft.network/networksecuritygroups',
      `Flow log ${name} is about a security group.`,
    ),
  examples: {
    fail: [
      azure('network_watcher_flow_log', 'target_resource_id = azurerm_network_security_group.models.id'),
    ],
    pass: [azure('network_watcher_flow_log', 'target_resource_id = azurerm_virtual_network.models.id')],
    unknown: [azure('network_watcher_flow_log', 'target_resource_id = var.unknown')],
  },
}
