/**
 * Services with service endpoints behind which anybody has accounts, in small letters. Dated data (2026-11). Source:
 * learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview.
 */
export const endpointsOfAnybody: ReadonlySet<string> = new Set([
  'microsoft.azurecosmosdb',
  'microsoft.cognitiveservices',
  'microsoft.containerregistry',
  'microsoft.eventhub',
  'microsoft.keyvault',
  'microsoft.servicebus',
  'microsoft.sql',
  'microsoft.storage',
  'microsoft.storage.global',
  'microsoft.web',
])

/** Of these alone a policy says which accounts are meant (/virtual-network-service-endpoint-policies-overview). */
export const endpointsWithPolicies: ReadonlySet<string> = new Set([
  'microsoft.storage',
  'microsoft.storage.global',
])
