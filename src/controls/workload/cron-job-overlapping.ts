import { byDefault } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const cronJobOverlapping: Control<'pod'> = {
  id: 'BH-0269',
  name: 'cron-job-overlapping',
  title: 'Runs of a cron job pile up',
  layer: 'workload',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'With `Allow` the next run starts while hostile code in the last one still runs: each interval takes another share of the platform.',
  remediation: 'Set `concurrencyPolicy: Forbid` or `Replace`.',
  applies: 'pod',
  when: (pod, platform) => pod.job?.concurrencyPolicy !== undefined && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.job?.concurrencyPolicy ?? byDefault('Allow'),
      (policy) => policy === 'Allow',
      `Runs of ${pod.kind} ${pod.name} pile up where one does not end.`,
    ),
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: '@daily', concurrencyPolicy: Allow, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: '@daily', concurrencyPolicy: Forbid, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }",
    ],
    unknown: [
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: \'@daily\', concurrencyPolicy: "{{ .Values.policy }}", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }',
    ],
  },
}
