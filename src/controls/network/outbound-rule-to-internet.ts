import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import type { SecurityGroup, SecurityRule } from '../../model/azure.ts'
import { isKnown, originOf } from '../../model/known.ts'
import { touches } from '../../link/address-filter.ts'
import { outbound } from '../azure-examples.ts'

export const outboundRuleToInternet: Control<'security-group'> = {
  id: 'BH-1236',
  name: 'outbound-rule-to-internet',
  title: 'Rule lets packets out to everybody',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['trivy:AZU-0051', 'mcsb:NS-1'],
  rationale:
    'Azure lets everything out by itself. A rule that says so again stands before the one that is to close it, and nobody notices when that one has no effect.',
  remediation:
    'Let packets out to single networks and to tags of Azure itself, and close with a rule that drops what goes to `Internet`. Bicep and ARM: `destinationAddressPrefix` in `properties.securityRules`; Terraform: `destination_address_prefix`.',
  applies: 'security-group',
  check: judge,
  examples: {
    fail: [
      outbound('destination_address_prefix = "*"'),
      outbound('destination_address_prefix = "Storage.WestEurope"'),
    ],
    pass: [
      outbound('destination_address_prefix = "10.0.0.0/8"'),
      outbound('destination_address_prefix = "AzureActiveDirectory"'),
    ],
    unknown: [outbound('destination_address_prefix = var.unknown')],
  },
}

function judge({ rules, name }: SecurityGroup): Verdict {
  const message = `Security group ${name} lets packets out to everybody.`
  return every(rules.filter(isForWayOut), ({ destinations }) =>
    every(destinations, (destination) => {
      if (destination.state === 'hidden') return doubtful(message, destination.reason, destination.origin)
      return touches(destination.value, 'internet') === 'yes' ? fail(message, originOf(destination)) : pass()
    }),
  )
}

function isForWayOut({ direction, access }: SecurityRule): boolean {
  return isKnown(direction, 'Outbound') && !isKnown(access, 'Deny')
}
