import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryTasksPassRules: Control<'container-registry'> = {
  id: 'BH-1206',
  name: 'registry-tasks-pass-rules',
  title: 'Tasks of the registry pass by its network rules',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'build-machine',
  references: ['mcsb:NS-2'],
  rationale:
    'A task runs what somebody wrote into a build. Let past the rules, it reaches the registry from outside all networks, with the rights that the task has.',
  remediation:
    'Bicep and ARM: `properties.networkRuleBypassAllowedForTasks: false`; Terraform: `network_rule_bypass_for_tasks_enabled = false`. Run tasks in an agent pool inside the network.',
  applies: 'container-registry',
  check: (registry) =>
    forbid(
      registry.networkBypassForTasks,
      (isOn) => isOn,
      `Tasks pass by the network rules of registry ${registry.name}.`,
    ),
  examples: {
    fail: [registry('network_rule_bypass_for_tasks_enabled = true')],
    pass: [registry(), registry('network_rule_bypass_for_tasks_enabled = false')],
    unknown: [registry('network_rule_bypass_for_tasks_enabled = var.unknown')],
  },
}
