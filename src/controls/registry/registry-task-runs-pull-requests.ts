import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { block, registryPart } from '../azure-examples.ts'

export const registryTaskRunsPullRequests: Control<'registry-task'> = {
  id: 'BH-1213',
  name: 'registry-task-runs-pull-requests',
  title: 'The registry builds what strangers propose',
  layer: 'registry',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.push'],
  vector: 'build-machine',
  references: ['mcsb:DS-6'],
  rationale:
    'A task that starts on pull requests runs their code inside the registry, with the rights of the task: one proposal replaces images that nodes pull.',
  remediation:
    'Remove `pullrequest` from `properties.trigger.sourceTriggers[].sourceTriggerEvents` (Terraform: `source_trigger { events }`), and build pull requests where no right to push is.',
  applies: 'registry-task',
  check: ({ sources, name }) =>
    every(sources, ({ events }) =>
      every(events, (event) =>
        forbid(
          event,
          (kind) => kind.toLowerCase() === 'pullrequest',
          `Task ${name} builds what anybody proposes.`,
        ),
      ),
    ),
  examples: {
    fail: [registryPart('task', block('source_trigger', 'events = ["commit", "pullrequest"]'))],
    pass: [registryPart('task', block('source_trigger', 'events = ["commit"]'))],
    unknown: [registryPart('task', block('source_trigger', 'events = var.unknown'))],
  },
}
