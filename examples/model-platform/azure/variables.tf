variable "location" {
  type    = string
  default = "westeurope"
}

variable "tenant" {
  description = "Of Entra ID."
  type        = string
}

variable "gpu_pool" {
  description = "The pool for the tenants' models."
  type = object({
    vm_size   = string
    max_count = optional(number, 8)
  })
  default = { vm_size = "Standard_NC24ads_A100_v4" }
}

locals {
  name = "northwind-models"
  tags = { platform = local.name }
}
