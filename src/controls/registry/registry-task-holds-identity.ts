import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, registryPart } from '../azure-examples.ts'

export const registryTaskHoldsIdentity: Control<'registry-task'> = {
  id: 'BH-1214',
  name: 'registry-task-holds-identity',
  title: 'A build in the registry holds an identity',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'build-machine',
  references: ['mcsb:DS-6'],
  rationale:
    'Code of a build gets tokens of the task’s identity, and with it all its rights: a right to push to the platform’s repositories, or one on a vault, becomes that of every dependency that is built in.',
  remediation:
    'Remove `identity` from the task (`Microsoft.ContainerRegistry/registries/tasks`; Terraform: `identity {}`), or waive this with the rights that it has.',
  applies: 'registry-task',
  check: (task) =>
    forbid(
      task.identity,
      (type) => type !== undefined && type.toLowerCase() !== 'none',
      `What task ${task.name} builds holds an identity.`,
    ),
  examples: {
    fail: [registryPart('task', block('identity', 'type = "SystemAssigned"'))],
    pass: [registryPart('task', 'name = "build"')],
    unknown: [registryPart('task', block('identity', 'type = var.unknown'))],
  },
}
