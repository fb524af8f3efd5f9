import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { clusterOf } from '../../link/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { AgentPool } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { anyMatch, type Match } from '../../model/selector.ts'
import { isSandbox } from '../host/sandbox-pools.ts'
import { cluster, pool } from '../azure-examples.ts'

export const sandboxWithoutPool: Control<'pod'> = {
  id: 'BH-1218',
  name: 'sandbox-without-pool',
  title: 'No node has the sandbox that the pod asks for',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: [],
  rationale:
    'A pod whose runtime class no pool has never starts, and the quickest way to make it start is to remove the class: then hostile code has the kernel of the node before it.',
  remediation:
    'Add a pool with `properties.workloadRuntime: KataVmIsolation` on Azure Linux (Terraform: `workload_runtime = "KataVmIsolation"`). Node autoprovisioning makes no such nodes.',
  applies: 'pod',
  when: (pod, platform) =>
    pod.orchestrator === 'kubernetes' &&
    clusterOf(platform) !== undefined &&
    platform.all('agent-pool').length > 0 &&
    classOfAks.test(valueOf(pod.runtimeClassName) ?? ''),
  check: judge,
  examples: {
    fail: [podBeside('vm_size = "Standard_D8ds_v5"')],
    pass: [podBeside('workload_runtime = "KataVmIsolation"')],
    unknown: [podBeside('workload_runtime = var.unknown')],
  },
}

/** Under its name of today and of its preview; other sandboxes are installed by somebody else. */
const classOfAks = /^kata-(?:mshv-)?vm-isolation$/

function judge(pod: Pod, platform: Platform): Verdict {
  const message = `No pool has the sandbox that ${pod.kind} ${pod.name} asks for.`
  const place = originOf(pod.runtimeClassName)
  const match = anyMatch(platform.all('agent-pool').map(hasSandbox))
  if (match === 'yes') return pass()
  return match === 'no' ? fail(message, place) : doubtful(message, 'a pool cannot be read', place)
}

function hasSandbox({ workloadRuntime, confidence }: AgentPool): Match {
  if (workloadRuntime.state === 'hidden') return 'unknown'
  if (!isSandbox(workloadRuntime.value)) return 'no'
  return confidence === 'confirmed' ? 'yes' : 'unknown'
}

function podBeside(line: string): string {
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `runtimeClassName: kata-vm-isolation\n# beside: main.tf\n${cluster()}${pool(ofCluster, line)}`
}
