import type { Container } from '../../model/pod.ts'
import { tagOf } from '../../model/image-reference.ts'
import { byDefault, type Known, mapKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const pullPolicyNotAlways: Control<'container'> = {
  id: 'BH-0213',
  name: 'pull-policy-not-always',
  title: 'Node may run its own copy of the image',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: ['I.pull'],
  vector: 'supply-chain',
  references: ['checkov:CKV_K8S_15', 'polaris:pullPolicyNotAlways'],
  rationale:
    'Without `Always` the kubelet does not ask the registry whether this pod may have the image: a pod that names another tenant’s private image gets the copy on the node, and a copy that was tampered with is used on.',
  remediation: 'Set `imagePullPolicy: Always`; layers that are on the node are not fetched again.',
  applies: 'container',
  when: (container) => container.pod.orchestrator === 'kubernetes' && container.image.state !== 'default',
  check: (container) =>
    demand(
      pullPolicy(container),
      (policy) => policy === 'Always',
      `Container ${container.name} may run the copy of its image that lies on the node.`,
    ),
  fix: { safe: true, set: { imagePullPolicy: 'Always' } },
  examples: {
    fail: ['image: llm:v1', 'imagePullPolicy: IfNotPresent', 'image: llm\nimagePullPolicy: Never'],
    pass: ['image: llm', 'image: llm:latest', 'imagePullPolicy: Always', '{}'],
    unknown: ['imagePullPolicy: "{{ .Values.pullPolicy }}"', 'image: "{{ .Values.image }}"'],
  },
}

/**
 * The policy that holds: unstated it is `Always` for `latest` and `IfNotPresent` for any other tag (Kubernetes
 * documentation, Images). A digest alone names content, so that nothing stale can stand in for it.
 */
function pullPolicy(container: Container): Known<string | undefined> {
  if (container.imagePullPolicy.state !== 'default') return container.imagePullPolicy
  const byTag = mapKnown(container.image, (image) => {
    const tag = tagOf(image ?? '')
    return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent'
  })
  return byTag.state === 'stated' && byTag.value === 'Always' ? byDefault('Always') : byTag
}
