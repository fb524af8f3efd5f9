import type { Control } from '../control.ts'
import type { DockerSettings } from '../../model/docker.ts'
import { isKnown, originOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import { demand, fail, forbid, pass, type Verdict } from '../verdict.ts'

export const restartWithoutMaximum: Control<'pod'> = {
  id: 'BH-0803',
  name: 'restart-without-maximum',
  title: 'Container is restarted without end',
  layer: 'workload',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['cis-docker-1.6-docker-bench:5.15', 'owasp-docker:OWASP-DOCKER-7'],
  rationale:
    'A container that is restarted without end gives hostile code that crashes on purpose a new start each time, and the host’s time with it.',
  remediation: 'Use `restart: on-failure:5` and look at why the service stops.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker' && pod.docker !== undefined,
  check: (pod) => (pod.docker === undefined ? pass() : restartVerdict(pod, pod.docker)),
  examples: {
    fail: [
      'services: { llm: { image: llm, restart: always } }',
      'services: { llm: { image: llm, restart: unless-stopped } }',
      'services: { llm: { image: llm, restart: on-failure } }',
      'services: { llm: { image: llm, restart: on-failure:50 } }',
    ],
    pass: [
      'services: { llm: { image: llm } }',
      'services: { llm: { image: llm, restart: "no" } }',
      'services: { llm: { image: llm, restart: on-failure:5 } }',
      'services: { llm: { image: llm, deploy: { restart_policy: { condition: on-failure, max_attempts: 3 } } } }',
    ],
    unknown: ['services: { llm: { image: llm, restart: "${RESTART}" } }'],
  },
}

function restartVerdict(pod: Pod, { restart, maxRestarts }: DockerSettings): Verdict {
  const message = `${pod.kind} ${pod.name} is restarted more than five times.`
  const endless = forbid(restart, (policy) => policy !== 'no' && policy !== 'on-failure', message)
  if (endless.verdict !== 'pass' || isKnown(restart, 'no')) return endless
  const verdict = demand(maxRestarts, (most) => most !== undefined && most <= 5, message)
  return verdict.verdict === 'fail' ? fail(message, originOf(maxRestarts) ?? originOf(restart)) : verdict
}
