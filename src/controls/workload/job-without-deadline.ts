import type { JobSettings, Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { anyOf, demand } from '../verdict.ts'

export const jobWithoutDeadline: Control<'pod'> = {
  id: 'BH-0268',
  name: 'job-without-deadline',
  title: 'Job may run for ever',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A job ends when its code says so. Hostile code never does, and holds its processors, memory and GPU for as long as nobody looks.',
  remediation: 'Set `activeDeadlineSeconds` on the job.',
  applies: 'pod',
  when: (pod, platform) => pod.job !== undefined && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    anyOf(
      deadlinesOf(pod, pod.job).map((deadline) =>
        demand(deadline, (seconds) => seconds !== undefined, `${pod.kind} ${pod.name} may run for ever.`),
      ),
    ),
  examples: {
    fail: [
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: tune, namespace: models }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } }',
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }",
    ],
    pass: [
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: tune, namespace: models }\nspec: { activeDeadlineSeconds: 3600, template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } }',
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: tune, namespace: models }\nspec: { template: { spec: { activeDeadlineSeconds: 3600, restartPolicy: Never, containers: [{ name: tune, image: tune }] } } }',
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: tune, namespace: models }\nspec: { schedule: '@daily', jobTemplate: { spec: { activeDeadlineSeconds: 60, template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } } } }",
    ],
    unknown: [
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: tune, namespace: models }\nspec: { activeDeadlineSeconds: {{ .Values.deadline }}, template: { spec: { restartPolicy: Never, containers: [{ name: tune, image: tune }] } } }',
    ],
  },
}

function deadlinesOf(pod: Pod, job: JobSettings | undefined): Pod['activeDeadlineSeconds'][] {
  return job === undefined
    ? [pod.activeDeadlineSeconds]
    : [job.activeDeadlineSeconds, pod.activeDeadlineSeconds]
}
