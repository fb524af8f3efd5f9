import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isLatest } from './images.ts'

export const latestImageNotPulled: Control<'container'> = {
  id: 'BH-0215',
  name: 'latest-image-not-pulled',
  title: 'Nodes run different images under one name',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest', 'I.pull'],
  vector: 'supply-chain',
  references: ['kubescape:C-0075'],
  rationale:
    'With `latest` and a policy other than `Always` each node runs whatever it fetched first: an image that was found hostile and replaced in the registry runs on.',
  remediation: 'Name the version and its digest, and set `imagePullPolicy: Always`.',
  applies: 'container',
  when: (container) => container.role === 'main' && isLatest(valueOf(container.image) ?? '@'),
  check: (container) =>
    forbid(
      container.imagePullPolicy,
      (policy) => policy === 'IfNotPresent' || policy === 'Never',
      `Container ${container.name} runs whatever copy of its image a node fetched first.`,
    ),
  fix: { safe: true, set: { imagePullPolicy: 'Always' } },
  examples: {
    fail: ['image: llm\nimagePullPolicy: IfNotPresent', 'image: llm:latest\nimagePullPolicy: Never'],
    pass: ['image: llm', 'image: llm:latest\nimagePullPolicy: Always'],
    unknown: ['image: llm\nimagePullPolicy: "{{ .Values.pullPolicy }}"'],
  },
}
