import type { ReferenceOptions } from '../options.ts'
import { mostGpuNodes, mostNodes } from '../sizes.ts'

/** Providers, and the group that holds everything. */
export const mainFile: string = `terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.50" }
    azapi   = { source = "azure/azapi", version = "~> 2.7" }
  }

  # State holds ids and settings of the whole platform: keep it where only the pipeline's identity reads it.
  # backend "azurerm" {
  #   use_azuread_auth = true
  # }
}

provider "azurerm" {
  storage_use_azuread = true
  features {}
}

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

resource "azurerm_resource_group" "platform" {
  name     = "rg-\${var.name}"
  location = var.location
}
`

/** Every value that a reader may want to change, with the default that the reference was written with. */
export function variablesFile(options: ReferenceOptions): string {
  const variables: readonly Variable[] = [
    ['name', 'Stem of the names of all resources.', options.name],
    ['location', 'Region; its sizes for Kata and GPUs and their quota are yours to check.', options.location],
    ['registry', 'Name of the registry, unique in all of Azure.', options.registry],
    ['kubernetes_version', 'Minor version of Kubernetes that AKS supports.', options.kubernetes],
    ['address_space', 'Addresses of the network: a /16.', options.addressSpace],
    ['gpu_tenants', 'Tenants with GPUs: each has nodes of its own.', options.gpuTenants],
    ['max_nodes', 'Most nodes of a pool: the only bound on cost that Azure keeps by itself.', mostNodes],
    ['max_gpu_nodes', 'Most nodes with GPUs of a tenant.', mostGpuNodes],
    ['budget', 'Budget of a month; it notifies and stops nothing.', options.budget],
    ['owner', 'Who is told of costs and alerts.', options.owner],
  ]
  return variables.map(variable).join('\n')
}

type Variable = readonly [name: string, description: string, value: string | number | readonly string[]]

function variable([name, description, value]: Variable): string {
  const type = typeof value === 'object' ? 'set(string)' : typeof value
  return `variable "${name}" {
  type        = ${type}
  description = "${description}"
  default     = ${typeof value === 'object' ? `[${value.map((text) => JSON.stringify(text)).join(', ')}]` : JSON.stringify(value)}
}
`
}
