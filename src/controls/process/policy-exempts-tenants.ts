import type { Control } from '../control.ts'
import { demand, every } from '../verdict.ts'
import { platformNamespaces } from '../../knowledge/platform-namespaces.ts'
import { azure } from '../azure-examples.ts'

export const policyExemptsTenants: Control<'policy-assignment'> = {
  id: 'BH-1284',
  name: 'policy-exempts-tenants',
  title: 'Assigned policy leaves namespaces out',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'In a namespace that is left out everything is allowed, and whoever may make pods there has the cluster.',
  remediation:
    'Leave out namespaces of the system alone: `kube-system`, `gatekeeper-system`, `azure-arc`, `azure-extensions-usage-system`. Bicep and ARM: `properties.parameters.excludedNamespaces.value`; Terraform: `parameters = jsonencode({ excludedNamespaces = { value = […] } })`.',
  applies: 'policy-assignment',
  check: ({ excludedNamespaces, name }) =>
    every(excludedNamespaces, (namespace) =>
      demand(
        namespace,
        (text) => platformNamespaces.names.has(text),
        `Policy assignment ${name} leaves out a namespace that is not the platform’s.`,
      ),
    ),
  examples: {
    fail: [
      azure(
        'resource_group_policy_assignment',
        'parameters = jsonencode({ excludedNamespaces = { value = ["kube-system", "models"] } })',
      ),
    ],
    pass: [
      azure(
        'resource_group_policy_assignment',
        'parameters = jsonencode({ excludedNamespaces = { value = ["kube-system", "gatekeeper-system"] } })',
      ),
    ],
    unknown: [
      azure(
        'resource_group_policy_assignment',
        'parameters = jsonencode({ excludedNamespaces = { value = [var.unknown] } })',
      ),
    ],
  },
}
