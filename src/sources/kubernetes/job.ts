import type { ObjectMeta } from '../../model/object.ts'
import type { JobSettings } from '../../model/pod.ts'
import type { Fields } from '../../values/fields.ts'

/** What a Job or CronJob says of its pods' runs; nothing for other kinds. */
export function readJob(object: Fields, meta: ObjectMeta): JobSettings | undefined {
  if (meta.kind !== 'Job' && meta.kind !== 'CronJob') return undefined
  const spec = object.map('spec')
  const job = meta.kind === 'CronJob' ? spec.map('jobTemplate').map('spec') : spec
  return {
    origin: meta.origin,
    activeDeadlineSeconds: job.optionalInteger('activeDeadlineSeconds'),
    concurrencyPolicy: meta.kind === 'CronJob' ? spec.text('concurrencyPolicy', 'Allow') : undefined,
  }
}
