import { hostsOfNodes } from '../egress-names.ts'
import type { Profile } from '../options.ts'

/** The only way out: a firewall that knows by name what AKS needs, and nothing for models. */
export function egressFile(profile: Profile): string {
  return `${firewall}${rules(profile)}${routes}`
}

const firewall = `# The first subnet of this name is the firewall's own.
resource "azurerm_subnet" "firewall" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.platform.name
  virtual_network_name            = azurerm_virtual_network.platform.name
  address_prefixes                = [cidrsubnet(var.address_space, 8, 255)]
  default_outbound_access_enabled = false
}

resource "azurerm_public_ip" "firewall" {
  name                 = "pip-\${var.name}-firewall"
  resource_group_name  = azurerm_resource_group.platform.name
  location             = var.location
  allocation_method    = "Static"
  sku                  = "Standard"
  zones                = ["1", "2", "3"]
  ddos_protection_mode = "Enabled"
}

resource "azurerm_firewall_policy" "egress" {
  name                     = "afwp-\${var.name}"
  resource_group_name      = azurerm_resource_group.platform.name
  location                 = var.location
  sku                      = "Premium"
  threat_intelligence_mode = "Deny"

  dns {
    proxy_enabled = true
  }

  intrusion_detection {
    mode = "Deny"
  }
}

resource "azurerm_firewall" "egress" {
  name                = "afw-\${var.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  firewall_policy_id  = azurerm_firewall_policy.egress.id
  zones               = ["1", "2", "3"]

  ip_configuration {
    name                 = "egress"
    subnet_id            = azurerm_subnet.firewall.id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

`

function rules(profile: Profile): string {
  const hosts = hostsOfNodes(profile).map((host) => `        "${host}",\n`)
  return `# What nodes need (learn.microsoft.com/azure/aks/outbound-rules-control-egress). Models need nothing: their weights and images
# come through private endpoints.
resource "azurerm_firewall_policy_rule_collection_group" "nodes" {
  name               = "nodes"
  firewall_policy_id = azurerm_firewall_policy.egress.id
  priority           = 200

  application_rule_collection {
    name     = "aks"
    priority = 200
    action   = "Allow"

    rule {
      name             = "aks"
      source_addresses = flatten([for subnet in azurerm_subnet.nodes : subnet.address_prefixes])
      destination_fqdns = [
        "*.hcp.\${var.location}.azmk8s.io",
${hosts.join('')}      ]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

`
}

const routes = `resource "azurerm_route_table" "egress" {
  name                          = "rt-\${var.name}-egress"
  resource_group_name           = azurerm_resource_group.platform.name
  location                      = var.location
  bgp_route_propagation_enabled = false

  route {
    name                   = "everything"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.egress.ip_configuration[0].private_ip_address
  }
}

resource "azurerm_subnet_route_table_association" "egress" {
  for_each       = azurerm_subnet.nodes
  subnet_id      = each.value.id
  route_table_id = azurerm_route_table.egress.id
}
`
