import type { KnownFact } from '../../knowledge/platform-facts.ts'
import { settingsOf } from '../../link/diagnostics.ts'
import { referred } from '../../link/references.ts'
import type { AzureMeta, LogWorkspace, ManagedCluster, Reference } from '../../model/azure.ts'
import { isKnown, type Known, originOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'

/** Whether the workspaces that logs of the cluster and of its containers go to take a bounded volume a day. */
export function logVolume(cluster: ManagedCluster, platform: Platform): KnownFact | undefined {
  const found = targetsOf(cluster, platform).map((target) => referred(platform, 'log-workspace', target))
  const workspaces = found.flat()
  const open = workspaces.find(({ dailyQuota }) => dailyQuota.state !== 'hidden' && dailyQuota.value < 0)
  if (open !== undefined) return { value: 'open', evidence: [placeOf(open)] }
  const areShown = found.length > 0 && found.every((each) => each.length > 0)
  const areRead = workspaces.every(({ dailyQuota }) => dailyQuota.state !== 'hidden')
  return areShown && areRead ? { value: 'capped', evidence: workspaces.map(placeOf) } : undefined
}

type Target = readonly [AzureMeta, Known<Reference | undefined>]

/** What names a workspace: settings of the cluster, and its monitoring agent where it may be on. */
function targetsOf(cluster: ManagedCluster, platform: Platform): readonly Target[] {
  const { monitoring, monitoringWorkspace } = cluster.addons
  const settings = settingsOf(cluster, platform).map((each): Target => [each, each.workspace])
  const agent: readonly Target[] = isKnown(monitoring, false) ? [] : [[cluster, monitoringWorkspace]]
  return [...settings, ...agent].filter(([, workspace]) => !isKnown(workspace, undefined))
}

function placeOf({ dailyQuota, origin }: LogWorkspace): Origin {
  return originOf(dailyQuota) ?? origin
}
