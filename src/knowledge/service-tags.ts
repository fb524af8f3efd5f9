/**
 * Service tags of Azure’s networks, in small letters and without a region: those that matter here, compared name by name with
 * learn.microsoft.com/azure/virtual-network/service-tags-overview as MicrosoftDocs/azure-docs has it (page of 2021-04-23; tags
 * that came later are not in it). A tag that is in neither is not known.
 */

/** Behind these anybody has a resource of his own: who may send to all of them may send to a stranger. */
export const openTags: ReadonlySet<string> = new Set([
  'appconfiguration',
  'appservice',
  'azurecloud',
  'azureconnectors',
  'azurecontainerregistry',
  'azurecosmosdb',
  'azuredatabricks',
  'azuredatalake',
  'azuredevops',
  'azureeventgrid',
  'azurefrontdoor.frontend',
  'azureiothub',
  'azurekeyvault',
  'azuremachinelearning',
  'azuresignalr',
  'datafactory',
  'eventhub',
  'logicapps',
  'powerbi',
  'servicebus',
  'sql',
  'storage',
  'storagesyncservice',
])

/** Behind these stands Azure itself; what it keeps of a stranger’s, such as logs, only he reads who has a key for it. */
export const platformTags: ReadonlySet<string> = new Set([
  'actiongroup',
  // Of the service the tag has the control plane alone.
  'apimanagement',
  'appservicemanagement',
  'azureactivedirectory',
  'azureactivedirectorydomainservices',
  'azurearcinfrastructure',
  'azurebackup',
  'azurefrontdoor.firstparty',
  'azureinformationprotection',
  'azureloadbalancer',
  'azuremonitor',
  'azureplatformdns',
  'azureplatformimds',
  'azureplatformlkm',
  'azureresourcemanager',
  'azuretrafficmanager',
  'gatewaymanager',
  'guestandhybridmanagement',
  'microsoftcloudappsecurity',
  'microsoftcontainerregistry',
  'microsoftdefenderforendpoint',
  'sqlmanagement',
])
