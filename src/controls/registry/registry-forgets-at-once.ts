import type { Control } from '../control.ts'
import { demand, ifThere } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { registry, armRegistry } from '../azure-examples.ts'

export const registryForgetsAtOnce: Control<'container-registry'> = {
  id: 'BH-1208',
  name: 'registry-forgets-at-once',
  title: 'Deleted images are gone at once',
  layer: 'registry',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'supply-chain',
  references: ['psrule:Azure.ACR.SoftDelete', 'mcsb:BR-1'],
  differs: {
    'psrule:Azure.ACR.SoftDelete':
      'We do not ask where a retention policy is on: Azure refuses the two together.',
  },
  rationale:
    'Whoever may delete takes the images that the platform runs with one command, and nothing can be pulled any more. Soft delete (a preview) keeps them for days. It cannot stand beside a retention policy: where one is on, nothing is asked.',
  remediation:
    'Bicep and ARM: `properties.policies.softDeletePolicy: { status: enabled, retentionDays: 7 }`; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'container-registry',
  when: ({ policies: { retention } }) => retention.state === 'hidden' || isKnown(retention, 'disabled'),
  check: ({ name, policies: { retention, softDelete } }) => {
    const verdict = demand(
      softDelete,
      (status) => status.toLowerCase() === 'enabled',
      `What is deleted from registry ${name} is gone at once.`,
    )
    return retention.state === 'hidden' ? ifThere(verdict, 'a retention policy') : verdict
  },
  examples: {
    fail: [registry()],
    pass: [armRegistry('policies = { softDeletePolicy = { status = "enabled" } }')],
    unknown: [
      armRegistry('policies = { softDeletePolicy = { status = var.unknown } }'),
      armRegistry('policies = { retentionPolicy = { status = var.unknown } }'),
    ],
  },
}
