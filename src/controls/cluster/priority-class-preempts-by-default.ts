import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid, pass } from '../verdict.ts'
import { priorityClass } from './cluster-examples.ts'

export const priorityClassPreemptsByDefault: Control<'priority-class'> = {
  id: 'BH-0521',
  name: 'priority-class-preempts-by-default',
  title: 'Every pod gets a priority that preempts',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Q.prio'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Every pod without a class gets this one, hostile ones too, and the scheduler evicts pods of lower priority for it.',
  remediation: 'Remove `globalDefault`, or set `preemptionPolicy: Never`.',
  applies: 'priority-class',
  check: (priority) =>
    valueOf(priority.preemptionPolicy) === 'Never' || (valueOf(priority.value) ?? 1) <= 0
      ? pass()
      : forbid(
          priority.globalDefault,
          (on) => on,
          `PriorityClass ${priority.name} lets every pod preempt others.`,
        ),
  examples: {
    fail: [priorityClass('value: 1000, globalDefault: true')],
    pass: [
      priorityClass('value: 1000'),
      priorityClass('value: 1000, globalDefault: true, preemptionPolicy: Never'),
      priorityClass('value: 0, globalDefault: true'),
    ],
    unknown: [priorityClass('value: 1000, globalDefault: {{ .Values.isDefault }}')],
  },
}
