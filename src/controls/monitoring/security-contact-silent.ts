import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const securityContactSilent: Control<'security-contact'> = {
  id: 'BH-1267',
  name: 'security-contact-silent',
  title: 'Defender does not write of its alerts',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_21', 'trivy:AZU-0044', 'mcsb:IR-2'],
  rationale:
    'An alert that nobody gets is a line in a portal. The attack goes on until somebody happens to look.',
  remediation:
    'Bicep and ARM: `properties.notificationsSources: [{ sourceType: Alert, minimalSeverity: High }]`; Terraform: `alert_notifications = true`.',
  applies: 'security-contact',
  check: ({ notifications, name }) =>
    demand(notifications, (isOn) => isOn, `Contact ${name} gets no alerts.`),
  examples: {
    fail: [
      azure('security_center_contact', 'email = "soc@example.com"', 'alert_notifications = false'),
      contact('isEnabled = false'),
    ],
    pass: [
      azure('security_center_contact', 'email = "soc@example.com"', 'alert_notifications = true'),
      contact('isEnabled = true'),
    ],
    unknown: [
      azure('security_center_contact', 'email = "soc@example.com"', 'alert_notifications = var.unknown'),
    ],
  },
}

function contact(isEnabled: string): string {
  return `resource "azapi_resource" "models" {
  type = "Microsoft.Security/securityContacts@2023-12-01-preview"
  body = {
    properties = {
      emails = "soc@example.com"
      notificationsSources = [{ sourceType = "Alert" }]
      ${isEnabled}
    }
  }
}
`
}
