import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { allSteps } from './image-steps.ts'

export const taskVersionFloating: Control<'pipeline'> = {
  id: 'BH-0705',
  name: 'task-version-floating',
  title: 'Pipeline task follows every minor version',
  layer: 'process',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A task with a major version only runs whatever its publisher releases next. For tasks from the Marketplace that is code of a third party in the build.',
  remediation: 'Name the full version of tasks that are not Microsoft’s own: `task: Publisher.Task@2.4.1`.',
  applies: 'pipeline',
  when: (pipeline) =>
    pipeline.system === 'azure' && allSteps(pipeline).some(({ uses }) => uses.state !== 'default'),
  check: (pipeline) =>
    every(allSteps(pipeline), ({ uses }) =>
      forbid(
        uses,
        (task) => task !== undefined && !/@\d+\.\d+\.\d+$/.test(task),
        'A task follows every minor version.',
      ),
    ),
  examples: {
    fail: ['steps: [{ task: AzureCLI@2 }]'],
    pass: ['steps: [{ task: AzureCLI@2.250.1 }]'],
    unknown: ['steps: [{ task: "${{ parameters.task }}" }]'],
  },
}
