import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, registry } from '../azure-examples.ts'

export const registryWithoutOwnKey: Control<'container-registry'> = {
  id: 'BH-1209',
  name: 'registry-without-own-key',
  title: 'Images are encrypted with a key of Azure alone',
  layer: 'registry',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'azure-policy:5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580',
    'mcsb:DP-5',
    'defender-for-containers:af560c4d-9c05-e073-b9f1-f7a94958ff25',
  ],
  rationale:
    'With a key of one’s own the images can be made unreadable at once, and rules ask for it. Against code in a container it does little.',
  remediation:
    'Bicep and ARM: `properties.encryption` with a key of Key Vault; Terraform: `encryption { key_vault_key_id, identity_client_id }`. It can only be chosen when the registry is made.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.encryption,
      (status) => status.toLowerCase() === 'enabled',
      `Registry ${registry.name} has no encryption key of its own.`,
    ),
  examples: {
    fail: [registry()],
    pass: [
      registry(block('encryption', 'key_vault_key_id = "https://kv-northwind.vault.azure.net/keys/images"')),
    ],
    unknown: [registry('dynamic "encryption" {\n  for_each = var.unknown\n  content {}\n}')],
  },
}
