/**
 * Service tags of Azure’s networks, in small letters and without a region (2026-11); those that matter here of
 * learn.microsoft.com/azure/virtual-network/service-tags-overview, not compared with the whole list. A tag that is in neither is not known.
 */

/** Behind these anybody has a resource of his own: who may send to all of them may send to a stranger. */
export const openTags: ReadonlySet<string> = new Set([
  'apimanagement',
  'appservice',
  'azurecloud',
  'azurecontainerregistry',
  'azurecosmosdb',
  'azurefrontdoor.frontend',
  'azurekeyvault',
  'azuresignalr',
  'eventhub',
  'servicebus',
  'sql',
  'storage',
])

/** Behind these stands Azure itself. */
export const platformTags: ReadonlySet<string> = new Set([
  'azureactivedirectory',
  'azurearcinfrastructure',
  'azurebackup',
  'azurefrontdoor.firstparty',
  'azureloadbalancer',
  'azuremonitor',
  'azureplatformdns',
  'azureplatformimds',
  'azureplatformlkms',
  'azureresourcemanager',
  'guestandhybridmanagement',
  'microsoftcontainerregistry',
  'microsoftdefenderforendpoint',
])
