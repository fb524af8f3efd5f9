import type { Profile } from './options.ts'

/**
 * What nodes need to reach, by name: learn.microsoft.com/azure/aks/outbound-rules-control-egress. The API server’s own name, which
 * the region is a part of, comes before these. Models need nothing: their weights and images come through private endpoints.
 */
const always: readonly string[] = [
  'mcr.microsoft.com',
  '*.data.mcr.microsoft.com',
  'mcr-0001.mcr-msedge.net',
  'management.azure.com',
  'login.microsoftonline.com',
  'packages.microsoft.com',
  'packages.aks.azure.com',
  'acs-mirror.azureedge.net',
  // Defender.
  '*.cloud.defender.microsoft.com',
]

const ofProfile: Readonly<Record<Profile, readonly string[]>> = {
  policy: ['data.policy.core.windows.net', 'store.policy.core.windows.net'],
  minimal: [],
}

export function hostsOfNodes(profile: Profile): readonly string[] {
  return [...always, ...ofProfile[profile]]
}
