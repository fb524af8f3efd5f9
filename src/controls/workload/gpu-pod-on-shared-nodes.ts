import { remember } from '../../kernel/remember.ts'
import type { Known } from '../../model/known.ts'
import { originOf, unset, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'
import { isGpuPod } from './gpus.ts'
import { sandboxVerdict } from './sandbox.ts'
import { isOnKubernetes } from './security-context.ts'

/** Kubelets cannot set labels with this prefix on their own nodes (admission plugin NodeRestriction). */
const prefix = 'node-restriction.kubernetes.io/'

export const gpuPodOnSharedNodes: Control<'pod'> = {
  id: 'BH-0176',
  name: 'gpu-pod-on-shared-nodes',
  title: 'Untrusted GPU pod has no nodes of its own',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.node'],
  vector: 'escape',
  references: [],
  rationale:
    'AKS has no virtual machine around a pod that reaches a GPU, so hostile code has the kernel and the GPU driver of its node before it. Who breaks through one owns every pod of that node: they must be the same tenant’s.',
  remediation:
    'Give each tenant a node pool with a taint and a label `node-restriction.kubernetes.io/tenant: NAME`, name that label in the pod’s `nodeSelector`, and hold other tenants to theirs by an admission policy.',
  applies: 'pod',
  when: (pod, platform) =>
    isOnKubernetes(pod) &&
    isGpuPod(pod) &&
    platform.trustOf(pod) === 'untrusted' &&
    sandboxVerdict(pod, platform).verdict !== 'pass',
  check: judge,
  examples: {
    fail: [
      gpuPod('acme', ''),
      gpuPod('acme', 'nodeSelector: { kubernetes.azure.com/accelerator: nvidia }'),
      together(
        gpuPod('acme', 'nodeSelector: { node-restriction.kubernetes.io/tenant: acme }'),
        gpuPod('globex', 'nodeSelector: { kubernetes.io/os: linux }'),
      ),
      together(
        gpuPod('acme', 'nodeSelector: { node-restriction.kubernetes.io/pool: gpu }'),
        cpuPod('globex', 'nodeSelector: { node-restriction.kubernetes.io/pool: gpu }'),
      ),
      gpuPod(
        'acme',
        affinity('[{ key: node-restriction.kubernetes.io/tenant, operator: NotIn, values: [globex] }]'),
      ),
      gpuPod(
        'acme',
        affinity(
          '[{ key: node-restriction.kubernetes.io/tenant, operator: In, values: [acme] }]',
          '[{ key: pool, operator: Exists }]',
        ),
      ),
    ],
    pass: [
      gpuPod('acme', 'nodeSelector: { node-restriction.kubernetes.io/tenant: acme }'),
      gpuPod(
        'acme',
        affinity('[{ key: node-restriction.kubernetes.io/tenant, operator: In, values: [acme] }]'),
      ),
      together(
        gpuPod('acme', 'nodeSelector: { node-restriction.kubernetes.io/tenant: acme }'),
        gpuPod('globex', 'nodeSelector: { node-restriction.kubernetes.io/tenant: globex }'),
      ),
    ],
    unknown: [
      gpuPod('acme', 'nodeSelector: {{ .Values.nodeSelector }}'),
      gpuPod('acme', 'nodeSelector: { node-restriction.kubernetes.io/tenant: "{{ .Values.tenant }}" }'),
    ],
  },
}

/** A node label that a pod chooses its nodes by. */
type Label = readonly [key: string, value: Known<string>]

function judge(pod: Pod, platform: Platform): Verdict {
  const subject = `${pod.kind} ${pod.name}`
  const shares = `${subject} needs a GPU and has no nodes of its own tenant.`
  const labels = [...pod.nodeSelector].filter(([key]) => key.startsWith(prefix))
  // A selector that cannot be read answers `hidden` to every key.
  const values = [...labels.map(([, value]) => value), pod.nodeSelector.get(prefix) ?? unset()]
  const hidden = values.find((value) => value.state === 'hidden')
  if (hidden !== undefined) return unknown(`${shares} This cannot be told: ${hidden.reason}.`, hidden.origin)
  if (hasOwnNodesByAffinity(pod)) return pass()
  if (labels.length === 0) return fail(shares, pod.specOrigin)
  const neighbours = labels.map((label) => neighbourOn(label, pod, platform))
  const [first] = neighbours
  if (first === undefined || neighbours.includes(undefined)) return pass()
  return fail(
    `${subject} shares its GPU nodes with ${first.kind} ${first.name} of namespace ${first.namespace}.`,
    ...labels.map(([, value]) => originOf(value)),
  )
}

/** Each alternative of the required affinity names such a label; one that does not is a way out. */
function hasOwnNodesByAffinity({ affinity: { nodeTerms = [] } }: Pod): boolean {
  return (
    nodeTerms.length > 0 &&
    nodeTerms.every(({ requirements }) =>
      requirements.some(({ key, operator }) => key.startsWith(prefix) && positive.has(operator)),
    )
  )
}

const positive: ReadonlySet<string> = new Set(['In', 'Exists'])

/** A pod of another tenant that chooses nodes by the same label. */
function neighbourOn(label: Label, pod: Pod, platform: Platform): Pod | undefined {
  const pods = firstOnLabels(platform).get(textOf(label)) ?? []
  return pods.find(({ namespace }) => namespace !== pod.namespace)
}

function textOf([key, value]: Label): string {
  return `${key}=${valueOf(value) ?? ''}`
}

/** By label the first untrusted pods of two tenants: whoever asks, one of them is another's. */
const firstOnLabels: (platform: Platform) => ReadonlyMap<string, readonly Pod[]> = remember((platform) => {
  const first = new Map<string, readonly Pod[]>()
  for (const pod of platform.all('pod').filter((each) => platform.trustOf(each) === 'untrusted')) {
    for (const label of [...pod.nodeSelector].filter(([, { state }]) => state !== 'hidden')) {
      const pods = first.get(textOf(label)) ?? []
      if (pods.length < 2 && pods[0]?.namespace !== pod.namespace) first.set(textOf(label), [...pods, pod])
    }
  }
  return first
})

/** Terms of a required node affinity, each a list of expressions. */
function affinity(...terms: readonly string[]): string {
  const listed = terms.map((term) => `{ matchExpressions: ${term} }`).join(', ')
  return `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${listed}] } } }`
}

function gpuPod(namespace: string, spec: string): string {
  return podWith(namespace, spec, 'resources: { limits: { nvidia.com/gpu: 1 } }')
}

function cpuPod(namespace: string, spec: string): string {
  return podWith(namespace, spec, 'tty: false')
}

function podWith(namespace: string, spec: string, container: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: llm, namespace: ${namespace} }`,
    'spec:',
    ...(spec === '' ? [] : [`  ${spec}`]),
    `  containers: [{ name: server, image: llm, ${container} }]`,
  ].join('\n')
}

function together(...pods: readonly string[]): string {
  return pods.join('\n---\n')
}
