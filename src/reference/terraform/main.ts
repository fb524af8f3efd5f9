import type { ReferenceOptions } from '../options.ts'
import { hclList } from './hcl.ts'

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

resource "azurerm_resource_group" "platform" {
  name     = "rg-\${var.name}"
  location = var.location
}
`

/** Every value that a reader may want to change, with the default that the reference was written with. */
export function variablesFile(options: ReferenceOptions): string {
  return [
    variable('name', 'Stem of the names of all resources.', quoted(options.name)),
    variable(
      'location',
      'Region; its sizes for Kata and GPUs and their quota are yours to check.',
      quoted(options.location),
    ),
    variable('registry', 'Name of the registry, unique in all of Azure.', quoted(options.registry)),
    variable(
      'kubernetes_version',
      'Minor version of Kubernetes that AKS supports.',
      quoted(options.kubernetes),
    ),
    variable('address_space', 'Addresses of the network: a /16.', quoted(options.addressSpace)),
    variable(
      'gpu_tenants',
      'Tenants with GPUs: each has nodes of its own.',
      hclList(options.gpuTenants),
      'set(string)',
    ),
    variable(
      'max_nodes',
      'Most nodes of a pool: the only bound on cost that Azure keeps by itself.',
      '6',
      'number',
    ),
    variable('budget', 'Budget of a month; it notifies and stops nothing.', String(options.budget), 'number'),
    variable('owner', 'Who is told of costs and alerts.', quoted(options.owner)),
  ].join('\n')
}

function variable(name: string, description: string, value: string, type = 'string'): string {
  return `variable "${name}" {
  type        = ${type}
  description = "${description}"
  default     = ${value}
}
`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
