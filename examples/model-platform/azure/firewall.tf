# Bought last year. The nodes still leave by the load balancer: the route is only on the subnet that it was tried on.
resource "azurerm_firewall" "platform" {
  name                = "afw-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.platform.id
}

resource "azurerm_firewall_policy" "platform" {
  name                = "afwp-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

resource "azurerm_firewall_policy_rule_collection_group" "platform" {
  name               = "platform"
  firewall_policy_id = azurerm_firewall_policy.platform.id
  priority           = 200

  application_rule_collection {
    name     = "nodes"
    priority = 200
    action   = "Allow"

    rule {
      name                  = "aks"
      source_addresses      = ["10.40.0.0/20"]
      destination_fqdn_tags = ["AzureKubernetesService"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "weights"
      source_addresses  = ["10.40.0.0/20"]
      destination_fqdns = ["*.blob.core.windows.net", "huggingface.co"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # For the migration in May.
    rule {
      name              = "temporary"
      source_addresses  = ["*"]
      destination_fqdns = ["*"]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_route_table" "firewall" {
  name                = "rt-firewall"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  route {
    name                   = "everything"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.platform.ip_configuration[0].private_ip_address
  }
}

resource "azurerm_subnet_route_table_association" "jump" {
  subnet_id      = azurerm_subnet.jump.id
  route_table_id = azurerm_route_table.firewall.id
}
