import type { Control } from '../control.ts'
import { unset } from '../../model/known.ts'
import { forbid, worst } from '../verdict.ts'

export const foreignControlGroup: Control<'pod'> = {
  id: 'BH-0808',
  name: 'foreign-control-group',
  title: 'Container runs in a control group that is not its own',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Q.cpu', 'Q.mem'],
  vector: 'misconfigured-container',
  references: ['cis-docker-1.6-docker-bench:5.25'],
  rationale:
    'In the host’s control group, or in one that somebody else bounds, the limits of the container are not those that its service states.',
  remediation: 'Remove `cgroup: host` and `cgroup_parent`.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) => {
    const message = `${pod.kind} ${pod.name} runs in a control group that is not its own.`
    return worst([
      forbid(pod.docker?.cgroupMode ?? unset(), (mode) => mode === 'host', message),
      forbid(pod.docker?.cgroupParent ?? unset(), (parent) => parent !== undefined, message),
    ])
  },
  examples: {
    fail: [
      'services: { llm: { image: llm, cgroup: host } }',
      'services: { llm: { image: llm, cgroup_parent: system.slice } }',
    ],
    pass: ['services: { llm: { image: llm } }', 'services: { llm: { image: llm, cgroup: private } }'],
    unknown: ['services: { llm: { image: llm, cgroup: "${CGROUP}" } }'],
  },
}
