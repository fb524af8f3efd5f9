import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const securityContactWithoutAddress: Control<'security-contact'> = {
  id: 'BH-0719',
  name: 'security-contact-without-address',
  title: 'Defender writes to nobody',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_131', 'psrule:Azure.Defender.SecurityContact', 'mcsb:IR-2'],
  rationale:
    'What Defender has to say goes to the owners of the subscription, if to anybody: few of them read it at night, and none has to act on it.',
  remediation:
    'Name a mailbox that is read at night. Bicep and ARM: `properties.emails` of `Microsoft.Security/securityContacts`; Terraform: `email`.',
  applies: 'security-contact',
  check: ({ emails, name }) =>
    demand(emails, (text) => text !== undefined && text !== '', `Contact ${name} has no address.`),
  examples: {
    fail: [
      azure('security_center_contact', 'alert_notifications = true'),
      azure('security_center_contact', 'email = ""'),
    ],
    pass: [azure('security_center_contact', 'email = "soc@example.com"', 'alert_notifications = false')],
    unknown: [azure('security_center_contact', 'email = var.unknown')],
  },
}
