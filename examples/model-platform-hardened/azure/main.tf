terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.50" }
    azapi   = { source = "azure/azapi", version = "~> 2.7" }
  }
}

variable "location" {
  type    = string
  default = "westeurope"
}

# Owned by the team that runs network and keys for everybody.
variable "firewall_address" {
  type = string
}

variable "workspace" {
  type = string
}

variable "registry_key" {
  type = string
}

locals {
  name = "northwind-models"
  # A tenant with GPUs has nodes of its own: AKS has no sandbox for them.
  gpu_tenants = toset(["acme", "globex", "research"])
}

resource "azurerm_resource_group" "platform" {
  name     = "rg-${local.name}"
  location = var.location
}
