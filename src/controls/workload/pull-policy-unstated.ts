import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const pullPolicyUnstated: Control<'container'> = {
  id: 'BH-0214',
  name: 'pull-policy-unstated',
  title: 'Pull policy hangs on the spelling of the image',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.pull'],
  vector: 'supply-chain',
  references: ['polaris:pullPolicyNotAlways'],
  rationale:
    'Unstated, the policy is `Always` for the tag `latest` and `IfNotPresent` for any other: whoever pins the version silently lets pods use images on the node without asking the registry.',
  remediation: 'Set `imagePullPolicy: Always`.',
  applies: 'container',
  when: (container) => container.pod.orchestrator === 'kubernetes',
  check: (container) =>
    container.imagePullPolicy.state === 'default'
      ? fail(`Container ${container.name} states no pull policy.`)
      : pass(),
  fix: { safe: true, set: { imagePullPolicy: 'Always' } },
  examples: {
    fail: ['image: llm', '{}'],
    pass: ['imagePullPolicy: Always', 'imagePullPolicy: Never'],
    unknown: [],
  },
}
