locals {
  # What is to be told apart has a subnet of its own.
  subnets = merge(
    { system = 0, platform = 1, sandboxed = 2, api-server = 3, endpoints = 4 },
    { for index, tenant in sort(local.gpu_tenants) : "gpu-${tenant}" => 8 + index },
  )
}

resource "azurerm_virtual_network" "platform" {
  name                = "vnet-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  for_each                          = local.subnets
  name                              = each.key
  resource_group_name               = azurerm_resource_group.platform.name
  virtual_network_name              = azurerm_virtual_network.platform.name
  address_prefixes                  = [cidrsubnet("10.40.0.0/16", 6, each.value)]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"
}

resource "azurerm_network_security_group" "nodes" {
  name                = "nsg-nodes"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  dynamic "security_rule" {
    for_each = { ssh = 22, remote-desktop = 3389, kubelet = 10250 }
    content {
      name                       = "no-${security_rule.key}-from-node-to-node"
      priority                   = 100 + index(["ssh", "remote-desktop", "kubelet"], security_rule.key)
      direction                  = "Outbound"
      access                     = "Deny"
      protocol                   = "Tcp"
      source_port_range          = "*"
      source_address_prefix      = "VirtualNetwork"
      destination_port_range     = tostring(security_rule.value)
      destination_address_prefix = "VirtualNetwork"
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  for_each                  = azurerm_subnet.nodes
  subnet_id                 = each.value.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

resource "azurerm_route_table" "firewall" {
  name                          = "rt-firewall"
  resource_group_name           = azurerm_resource_group.platform.name
  location                      = var.location
  bgp_route_propagation_enabled = false

  route {
    name                   = "everything"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = var.firewall_address
  }
}

resource "azurerm_subnet_route_table_association" "firewall" {
  for_each       = azurerm_subnet.nodes
  subnet_id      = each.value.id
  route_table_id = azurerm_route_table.firewall.id
}
