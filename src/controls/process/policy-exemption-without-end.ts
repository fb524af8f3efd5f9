import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const policyExemptionWithoutEnd: Control<'policy-exemption'> = {
  id: 'BH-1285',
  name: 'policy-exemption-without-end',
  title: 'Exemption from a policy never ends',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2', 'psrule:Azure.Policy.WaiverExpiry'],
  rationale:
    'What was let pass for a week because of a release is let pass for ever, and nobody remembers why.',
  remediation:
    'Name a day within the next three months. Bicep and ARM: `properties.expiresOn`; Terraform: `expires_on`.',
  applies: 'policy-exemption',
  check: ({ expiresOn, name }) =>
    demand(expiresOn, (day) => day !== undefined, `Exemption ${name} never ends.`),
  examples: {
    fail: [azure('resource_group_policy_exemption')],
    pass: [azure('resource_group_policy_exemption', 'expires_on = "2027-01-31T00:00:00Z"')],
    unknown: [azure('resource_group_policy_exemption', 'expires_on = var.unknown')],
  },
}
