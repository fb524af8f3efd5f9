import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { AgentPool, Subnet } from '../../model/azure.ts'
import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { subnetsOfPool } from '../../link/node-subnets.ts'
import { groupOf, wayThroughGroup } from '../../link/subnet-egress.ts'
import { outbound, pool, subnet } from '../azure-examples.ts'

export const nodesReachLoginsOfNodes: Control<'subnet'> = {
  id: 'BH-1238',
  name: 'nodes-reach-logins-of-nodes',
  title: 'Nodes reach the logins of other nodes',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1', 'psrule:Azure.NSG.LateralTraversal'],
  differs: {
    'psrule:Azure.NSG.LateralTraversal':
      'PSRule passes where one of SSH and remote desktop is dropped, and asks nothing of the kubelet.',
  },
  rationale:
    'Who has escaped to one node tries the next: SSH, remote desktop and the kubelet answer in the same network. Azure lets all of it through by itself.',
  remediation:
    'Add rules that drop TCP 22, 3389 and 10250 from the tenants’ subnet to `VirtualNetwork`, before those that let something through. Bicep and ARM: `destinationPortRanges` with `access: Deny` in `properties.securityRules`; Terraform: `destination_port_ranges` with `access = "Deny"`.',
  applies: 'subnet',
  when: (subnet, platform) => groupOf(subnet, platform) !== undefined && withTenants(platform).has(subnet),
  check: judge,
  examples: {
    fail: [
      nodes('access = "Allow"', 'destination_port_range = "*"').replace(
        'security_rule {',
        'security_rule { # <-',
      ),
      nodes('access = "Deny"', 'destination_port_range = "22"').replace('{', '{ # <-'),
    ],
    pass: [nodes('access = "Deny"', 'destination_port_ranges = ["22", "3389", "10250"]')],
    unknown: [nodes('access = "Deny"', 'destination_port_range = var.unknown')],
  },
}

/** Pools of the system are where the cluster’s own agents ask the kubelets from. */
function isForTenants({ mode }: AgentPool): boolean {
  return isKnown(mode, 'User')
}

const withTenants = remember(
  (platform: Platform): ReadonlySet<Subnet> =>
    new Set(
      platform
        .all('agent-pool')
        .filter(isForTenants)
        .flatMap((pool) => subnetsOfPool(pool, platform)),
    ),
)

const logins: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [3389, 'remote desktop'],
  [10_250, 'the kubelet'],
])

function judge(subnet: Subnet, platform: Platform): Verdict {
  return every([...logins], ([port, what]) => {
    const { reaches, evidence } = wayThroughGroup(subnet, platform, { to: 'network', port })
    const message = `Nodes in subnet ${subnet.name} reach ${what} of other nodes.`
    if (reaches === 'no') return pass()
    return reaches === 'yes'
      ? fail(message, ...evidence)
      : doubtful(message, 'a rule cannot be read', ...evidence)
  })
}

function nodes(...lines: readonly string[]): string {
  const group = outbound(
    'source_address_prefix = "*"',
    'destination_address_prefix = "VirtualNetwork"',
    ...lines,
  )
  return `${group}${subnet('network_security_group_id = azurerm_network_security_group.models.id')}${pool('vnet_subnet_id = azurerm_subnet.models.id')}`
}
