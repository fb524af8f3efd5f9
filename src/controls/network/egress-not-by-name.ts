import type { Control } from '../control.ts'
import { demand, forbid, worst } from '../verdict.ts'
import { armCluster, block, cluster } from '../azure-examples.ts'

export const egressNotByName: Control<'managed-cluster'> = {
  id: 'BH-1166',
  name: 'egress-not-by-name',
  title: 'Policies cannot say which hosts a model may call',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.dns'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'A list of addresses cannot express “this repository and nothing else”: what stands behind them changes, and whole clouds share them. With advanced policies each model gets the few names that it needs.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.advancedNetworking.security: { enabled: true, advancedNetworkPolicies: FQDN }` (or `L7`); Terraform: `advanced_networking { security_enabled = true }`, which cannot choose between the two.',
  applies: 'managed-cluster',
  check: ({ network: { advanced }, name }) => {
    const message = `Policies of cluster ${name} cannot name hosts.`
    return worst([
      demand(advanced.security, (isOn) => isOn, message),
      forbid(advanced.policies, (kind) => kind.toLowerCase() === 'none', message),
    ])
  },
  examples: {
    fail: [
      cluster(),
      armCluster(
        'networkProfile = { advancedNetworking = { security = {',
        '  enabled = true',
        '  advancedNetworkPolicies = "None"',
        '} } }',
      ),
    ],
    pass: [
      cluster(block('network_profile', block('advanced_networking', 'security_enabled = true'))),
      armCluster('networkProfile = { advancedNetworking = { enabled = true } }'),
    ],
    unknown: [
      cluster(block('network_profile', block('advanced_networking', 'security_enabled = var.unknown'))),
    ],
  },
}
