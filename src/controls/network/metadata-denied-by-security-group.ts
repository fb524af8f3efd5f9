import type { Control } from '../control.ts'
import { every, forbid, type Verdict } from '../verdict.ts'
import type { SecurityGroup, SecurityRule } from '../../model/azure.ts'
import { isKnown } from '../../model/known.ts'
import { outbound } from '../azure-examples.ts'

export const metadataDeniedBySecurityGroup: Control<'security-group'> = {
  id: 'BH-1237',
  name: 'metadata-denied-by-security-group',
  title: 'Rule against the metadata service has no effect',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.imds'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Security groups are not asked about the virtual addresses of the host: whoever counts on a rule for 169.254.169.254 has left the nodes’ identity open to every pod.',
  remediation:
    'Take the rule out, and deny the address by a network policy of the cluster, or set `properties.networkProfile.podLinkLocalAccess: None` of the cluster (a preview, in Bicep, ARM and azapi; Terraform has no argument for it).',
  applies: 'security-group',
  check: judge,
  examples: {
    fail: [
      outbound('access = "Deny"', 'destination_address_prefix = "169.254.169.254"'),
      outbound('access = "Deny"', 'destination_address_prefix = "168.63.129.16/32"'),
    ],
    pass: [
      outbound('access = "Deny"', 'destination_address_prefix = "AzurePlatformIMDS"'),
      outbound('destination_address_prefix = "169.254.169.254"'),
    ],
    unknown: [outbound('access = "Deny"', 'destination_address_prefix = var.unknown')],
  },
}

const host = /^(?:169\.254\.169\.254|168\.63\.129\.16)(?:\/32)?$|^169\.254\.0\.0\/16$/

function judge({ rules, name }: SecurityGroup): Verdict {
  return every(rules.filter(drops), ({ destinations }) =>
    every(destinations, (destination) =>
      forbid(
        destination,
        (text) => host.test(text),
        `Security group ${name} has a rule against addresses of the host, which it is not asked about.`,
      ),
    ),
  )
}

function drops({ direction, access }: SecurityRule): boolean {
  return isKnown(direction, 'Outbound') && isKnown(access, 'Deny')
}
