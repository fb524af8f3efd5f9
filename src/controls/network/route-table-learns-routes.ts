import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'
import { isKnown, originOf } from '../../model/known.ts'
import type { RouteTable } from '../../model/azure.ts'

export const routeTableLearnsRoutes: Control<'route-table'> = {
  id: 'BH-1247',
  name: 'route-table-learns-routes',
  title: 'Learnt routes may lead past the firewall',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3'],
  rationale:
    'A gateway tells its routes to every table that takes them in. One that is more exact than the route to the firewall leads past it, and nobody wrote it down.',
  remediation:
    'Bicep and ARM: `properties.disableBgpRoutePropagation: true`; Terraform: `bgp_route_propagation_enabled = false`.',
  applies: 'route-table',
  when: ({ routes }) => routes.some(({ nextHopType }) => isKnown(nextHopType, 'VirtualAppliance')),
  check: judge,
  examples: {
    fail: [
      azure('route_table', toFirewall()),
      azure('route_table', 'bgp_route_propagation_enabled = true', toFirewall()),
    ],
    pass: [
      azure('route_table', 'bgp_route_propagation_enabled = false', toFirewall()),
      azure('route_table', 'disable_bgp_route_propagation = true', toFirewall()),
    ],
    unknown: [azure('route_table', 'bgp_route_propagation_enabled = var.unknown', toFirewall())],
  },
}

function judge({ disableBgpPropagation: isOff, routes, name }: RouteTable): Verdict {
  const message = `Route table ${name} takes in the routes that gateways learn.`
  if (isOff.state === 'hidden') return doubtful(message, isOff.reason, isOff.origin)
  const toFirewall = routes.find(({ nextHopType }) => isKnown(nextHopType, 'VirtualAppliance'))
  return isOff.value
    ? pass()
    : fail(message, originOf(isOff) ?? (toFirewall && originOf(toFirewall.nextHopType)))
}

function toFirewall(): string {
  return block('route', 'address_prefix = "0.0.0.0/0"', 'next_hop_type = "VirtualAppliance"')
}
