import { lacksRuntimeFixes } from '../../link/node-fixes.ts'
import { node } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const nodeRuntimeLacksFix: Control<'node'> = {
  id: 'BH-1308',
  name: 'node-runtime-lacks-fix',
  title: 'The container runtime of a node lacks known fixes',
  layer: 'host',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'The runtime unpacks images and starts containers as root of the node: a flaw in it is reached by an image alone, before any barrier of the pod stands.',
  remediation: 'Upgrade the image of the pool: `az aks nodepool upgrade --node-image-only`.',
  applies: 'node',
  when: ({ software }) => software.containerRuntime.state !== 'default',
  check: ({ name, software }) =>
    forbid(
      software.containerRuntime,
      (runtime) => lacksRuntimeFixes(runtime ?? ''),
      `Node ${name} runs a container runtime that lacks fixes for known flaws.`,
    ),
  examples: {
    fail: [node('{}', 'containerRuntimeVersion: containerd://1.7.20')],
    pass: [node('{}', 'containerRuntimeVersion: containerd://2.3.2')],
    unknown: [node('{}', 'containerRuntimeVersion: ${RUNTIME}')],
  },
}
