import type { Container } from '../../model/pod.ts'
import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { anyOf, demand, pass, type Verdict } from '../verdict.ts'
import { capabilityName } from './capabilities.ts'
import { isLinux } from './security-context.ts'

export const capabilitiesDroppedMisspelt: Control<'container'> = {
  id: 'BH-0199',
  name: 'capabilities-dropped-misspelt',
  title: 'ALL is not written as admission reads it',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:capabilities_restricted'],
  rationale:
    'Runtimes read `all` and `CAP_ALL` as ALL, admission at level restricted does not: it refuses the pod, and whoever then lowers the level of the namespace lets hostile code in with it.',
  remediation: 'Write `drop: [ALL]`, in capitals and without `CAP_`.',
  applies: 'container',
  when: ({ pod, securityContext }) => isLinux(pod) && securityContext.capabilitiesDropped.length > 0,
  check: (container) => {
    const dropped = container.securityContext.capabilitiesDropped
    return dropped.some((name) => capabilityName(valueOf(name) ?? '') === 'ALL')
      ? demandExactAll(container)
      : pass()
  },
  fix: { safe: true, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: [
      'securityContext: { capabilities: { drop: [all] } }',
      'securityContext: { capabilities: { drop: [CAP_ALL] } }',
    ],
    pass: [
      'securityContext: { capabilities: { drop: [ALL] } }',
      'securityContext: { capabilities: { drop: [all, ALL] } }',
    ],
    unknown: ['securityContext: { capabilities: { drop: [all, "{{ .Values.drop }}"] } }'],
  },
}

function demandExactAll({ name, securityContext }: Container): Verdict {
  return anyOf(
    securityContext.capabilitiesDropped.map((each) =>
      demand(each, (text) => text === 'ALL', `Container ${name} drops ALL in a spelling of its own.`),
    ),
  )
}
