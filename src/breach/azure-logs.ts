import type { KnownFact } from '../knowledge/platform-facts.ts'
import { settingsOf } from '../link/diagnostics.ts'
import { referred } from '../link/references.ts'
import type { LogWorkspace, ManagedCluster } from '../model/azure.ts'
import { originOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'

/** Whether the workspaces that the cluster’s logs go to take a bounded volume a day. */
export function logVolume(cluster: ManagedCluster, platform: Platform): KnownFact | undefined {
  const workspaces = settingsOf(cluster, platform).flatMap((setting) =>
    referred(platform, 'log-workspace', [setting, setting.workspace]),
  )
  const open = workspaces.find(({ dailyQuota }) => dailyQuota.state !== 'hidden' && dailyQuota.value < 0)
  if (open !== undefined) return { value: 'open', evidence: [placeOf(open)] }
  const isKnown = workspaces.every(({ dailyQuota }) => dailyQuota.state !== 'hidden')
  return workspaces.length > 0 && isKnown ? { value: 'capped', evidence: workspaces.map(placeOf) } : undefined
}

function placeOf({ dailyQuota, origin }: LogWorkspace): Origin {
  return originOf(dailyQuota) ?? origin
}
