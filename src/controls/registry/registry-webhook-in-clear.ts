import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registryPart } from '../azure-examples.ts'

export const registryWebhookInClear: Control<'registry-webhook'> = {
  id: 'BH-1222',
  name: 'registry-webhook-in-clear',
  title: 'Registry tells of its images in clear',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['checkov:CKV2_AZURE_30', 'mcsb:DP-3'],
  rationale:
    'A webhook says what was pushed, with a secret in its headers: on the way anybody reads both, and may answer for whom it was meant for.',
  remediation: 'Name an address with `https://` in `properties.serviceUri` (Terraform: `service_uri`).',
  applies: 'registry-webhook',
  check: (webhook) =>
    forbid(
      webhook.serviceUri,
      (uri) => uri?.toLowerCase().startsWith('http://') === true,
      `Webhook ${webhook.name} sends what it knows in clear.`,
    ),
  examples: {
    fail: [registryPart('webhook', 'service_uri = "http://ci.northwind.example/push"')],
    pass: [registryPart('webhook', 'service_uri = "https://ci.northwind.example/push"')],
    unknown: [registryPart('webhook', 'service_uri = var.unknown')],
  },
}
