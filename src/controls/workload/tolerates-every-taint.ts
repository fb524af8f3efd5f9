import { isKnown } from '../../model/known.ts'
import type { Toleration } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const toleratesEveryTaint: Control<'pod'> = {
  id: 'BH-0173',
  name: 'tolerates-every-taint',
  title: 'Untrusted pod tolerates every taint',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.node'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Taints are what keeps tenants’ nodes, GPU nodes and system nodes apart. A toleration without a key lets hostile code land on all of them.',
  remediation: 'Name the `key` (and the value) of the one taint that the pod has to tolerate.',
  applies: 'pod',
  when: (pod, platform) => isOnKubernetes(pod) && platform.trustOf(pod) === 'untrusted',
  check: (pod) => {
    const every = pod.tolerations.filter(toleratesAll)
    const subject = `${pod.kind} ${pod.name}`
    if (every.length > 0)
      return fail(`${subject} tolerates every taint.`, ...every.map(({ origin }) => origin))
    const hidden = pod.tolerations.find(isHidden)
    return hidden === undefined
      ? pass()
      : unknown(`Which taints ${subject} tolerates cannot be told.`, hidden.origin)
  },
  examples: {
    fail: ['tolerations: [{ operator: Exists }]', 'tolerations: [{ operator: Exists, effect: NoSchedule }]'],
    pass: [
      '{}',
      'tolerations: [{ key: nvidia.com/gpu, operator: Exists, effect: NoSchedule }]',
      'tolerations: [{ operator: Exists, effect: PreferNoSchedule }]',
    ],
    unknown: ['tolerations: [{ key: "{{ .Values.taint }}", operator: Exists }]'],
  },
}

/** Without a key `Exists` matches all; PreferNoSchedule keeps nothing away anyhow. */
function toleratesAll({ key, operator, effect }: Toleration): boolean {
  const hasNoKey = isKnown(key, undefined) || isKnown(key, '')
  return hasNoKey && isKnown(operator, 'Exists') && !isKnown(effect, 'PreferNoSchedule')
}

function isHidden({ key, operator }: Toleration): boolean {
  return key.state === 'hidden' || operator.state === 'hidden'
}
