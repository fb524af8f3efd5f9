import type { ManagedCluster } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { type AzureRights, rightsOf } from './azure.ts'
import { controlPlaneOf } from './principals.ts'

/** What the control plane of a cluster may do in Azure. */
export function rightsOfControlPlane(cluster: ManagedCluster, platform: Platform): AzureRights {
  return rightsOf(controlPlaneOf(cluster), platform)
}
