import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { clusterPart } from '../azure-examples.ts'

export const safeguardsOnlyWarn: Control<'deployment-safeguards'> = {
  id: 'BH-1172',
  name: 'safeguards-only-warn',
  title: 'Deployment safeguards only warn',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale: 'A warning goes to whoever deploys, and the pod starts. A hostile tenant does not read it.',
  remediation:
    'Bicep and ARM: `properties.level: Enforce` of `Microsoft.ContainerService/deploymentSafeguards`; Terraform: `level = "Enforce"`.',
  applies: 'deployment-safeguards',
  check: (safeguards) =>
    demand(
      safeguards.level,
      (level) => level.toLowerCase() === 'enforce',
      `Safeguards ${safeguards.name} let in what they warn of.`,
    ),
  examples: {
    fail: [clusterPart('deployment_safeguard', 'level = "Warn"')],
    pass: [clusterPart('deployment_safeguard', 'level = "Enforce"')],
    unknown: [clusterPart('deployment_safeguard', 'level = var.unknown')],
  },
}
