import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { clusterPart } from '../azure-examples.ts'

export const safeguardsWithoutPodSecurity: Control<'deployment-safeguards'> = {
  id: 'BH-1173',
  name: 'safeguards-without-pod-security',
  title: 'Deployment safeguards let privileged pods in',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'On a standard cluster the safeguards ask no Pod Security Standard unless told so: privileged containers, paths of the node and its namespaces pass.',
  remediation:
    'Bicep and ARM: `properties.podSecurityStandardsLevel: Restricted` (or `Baseline`) of `Microsoft.ContainerService/deploymentSafeguards`; Terraform: `pod_security_standards_level`.',
  applies: 'deployment-safeguards',
  check: (safeguards) =>
    demand(
      safeguards.podSecurityLevel,
      (level) => ['baseline', 'restricted'].includes(level.toLowerCase()),
      `Safeguards ${safeguards.name} hold pods to no Pod Security Standard.`,
    ),
  examples: {
    fail: [
      clusterPart('deployment_safeguard', 'level = "Enforce"'),
      clusterPart('deployment_safeguard', 'pod_security_standards_level = "Privileged"'),
    ],
    pass: [clusterPart('deployment_safeguard', 'pod_security_standards_level = "Restricted"')],
    unknown: [clusterPart('deployment_safeguard', 'pod_security_standards_level = var.unknown')],
  },
}
