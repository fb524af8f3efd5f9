import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords, isOpenAddress, textOf } from './command-line.ts'
import { literalOf } from './environment.ts'

export const rayHeadOpen: Control<'container'> = {
  id: 'BH-0243',
  name: 'ray-head-open',
  title: 'Ray runs jobs for everybody who reaches it',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Ray runs any job that reaches its dashboard (8265) or its client port (10001), without asking who sends it: code in another pod becomes code in every worker.',
  remediation:
    'Set `RAY_AUTH_MODE=token` with a token from a secret (KubeRay: `authOptions.mode: token`), bind the dashboard to 127.0.0.1, and let only the cluster’s own pods through the network policy.',
  applies: 'container',
  when: (container) => /\bray start\b|--dashboard-host\b/.test(textOf(commandLineOf(container))),
  check: (container) => {
    const mode = literalOf(container, 'RAY_AUTH_MODE')
    if (mode !== undefined && isKnown(mode, 'token')) return pass()
    const line = commandLineOf(container)
    const open = flagsOf(line, ['dashboard-host']).filter(({ value }) => isOpenAddress(value))
    return forbidWords(
      line,
      [...open, ...flagsOf(line, ['head'])],
      `Container ${container.name} runs Ray jobs for everybody who reaches it.`,
    )
  },
  examples: {
    fail: [
      rayCluster('rayVersion: 2.52.0'),
      rayCluster('authOptions: { mode: disabled }'),
      'args: ["ray start --head --block"]',
      'command: [ray, start, --dashboard-host=0.0.0.0]',
      'command: [ray, start, --dashboard-host, "0.0.0.0"]',
    ],
    pass: [
      rayCluster('authOptions: { mode: token }'),
      rayCluster('rayVersion: 2.52.0', 'env: [{ name: RAY_AUTH_MODE, value: token }]'),
      'args: ["ray start --address=head:6379 --block"]',
      'args: ["ray start --head"]\nenv: [{ name: RAY_AUTH_MODE, value: token }]',
    ],
    unknown: ['args: [ray start, "{{ .Values.args }}"]'],
  },
}

/** KubeRay starts the head itself. */
function rayCluster(field: string, ofHead: string = 'workingDir: /home/ray'): string {
  return [
    'apiVersion: ray.io/v1',
    'kind: RayCluster',
    'metadata: { name: tuning, namespace: research }',
    'spec:',
    `  ${field}`,
    '  headGroupSpec:',
    '    rayStartParams: { dashboard-host: 127.0.0.1 }',
    `    template: { spec: { containers: [{ name: head, image: ray, ${ofHead} }] } }`,
  ].join('\n')
}
