import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { clusterOf, poolsOf } from '../../link/azure.ts'
import { originOf } from '../../model/known.ts'
import type { AgentPool } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { isSandbox } from '../host/sandbox-pools.ts'
import { inMachine } from './sandbox.ts'
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
    inMachine(pod, platform) === 'yes' &&
    poolsOfPlatform(platform).length > 0,
  check: judge,
  examples: {
    fail: [podBeside('vm_size = "Standard_D8ds_v5"')],
    pass: [podBeside('workload_runtime = "KataVmIsolation"')],
    unknown: [podBeside('workload_runtime = var.unknown')],
  },
}

function poolsOfPlatform(platform: Platform): readonly AgentPool[] {
  const cluster = clusterOf(platform)
  return cluster === undefined ? [] : poolsOf(cluster, platform)
}

function judge(pod: Pod, platform: Platform): Verdict {
  const message = `No pool has the sandbox that ${pod.kind} ${pod.name} asks for.`
  const place = originOf(pod.runtimeClassName)
  const runtimes = poolsOfPlatform(platform).map(({ workloadRuntime }) => workloadRuntime)
  if (runtimes.some((runtime) => runtime.state !== 'hidden' && isSandbox(runtime.value))) return pass()
  const hidden = runtimes.find(({ state }) => state === 'hidden')
  return hidden?.state === 'hidden' ? doubtful(message, hidden.reason, place) : fail(message, place)
}

function podBeside(line: string): string {
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `runtimeClassName: kata-vm-isolation\n# beside: main.tf\n${cluster()}${pool(ofCluster, line)}`
}
