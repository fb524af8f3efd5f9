/**
 * What well-known modules of Terraform's registry declare, by their source without `//` and version: for whoever reads that
 * one of them was not at hand. The names are those of the index of Azure Verified Modules (2026-08) and of its forerunners.
 */
export const terraformModules: Readonly<Record<string, string>> = {
  'azure/aks/azurerm': 'a cluster, its pools and the workspace that its logs go to',
  'azure/network/azurerm': 'a network and its subnets',
  'azure/vnet/azurerm': 'a network and its subnets',
  'azure/subnets/azurerm': 'a network and its subnets',
  'azure/avm-ptn-aks-production/azurerm': 'a cluster, its pools, its identity and its registry',
  'azure/avm-res-authorization-roleassignment/azurerm': 'role assignments',
  'azure/avm-res-containerregistry-registry/azurerm': 'a registry, its private endpoints and who may use it',
  'azure/avm-res-containerservice-managedcluster/azurerm': 'a cluster and its pools',
  'azure/avm-res-keyvault-vault/azurerm': 'a key vault and who may use it',
  'azure/avm-res-managedidentity-userassignedidentity/azurerm': 'an identity',
  'azure/avm-res-network-azurefirewall/azurerm': 'a firewall',
  'azure/avm-res-network-firewallpolicy/azurerm': 'rules of a firewall',
  'azure/avm-res-network-networksecuritygroup/azurerm': 'a network security group and its rules',
  'azure/avm-res-network-privatednszone/azurerm': 'a private DNS zone and its links',
  'azure/avm-res-network-routetable/azurerm': 'a route table',
  'azure/avm-res-network-virtualnetwork/azurerm': 'a network, its subnets and its peerings',
  'azure/avm-res-operationalinsights-workspace/azurerm': 'a workspace of logs',
  'azure/avm-res-storage-storageaccount/azurerm': 'a storage account and who may use it',
}
