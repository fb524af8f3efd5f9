const subnets = `locals {
  # What is to be told apart has a subnet of its own.
  node_subnets = merge(
    { system = 0, platform = 1, sandboxed = 2 },
    { for index, tenant in sort(var.gpu_tenants) : "gpu-\${tenant}" => 8 + index },
  )
}

resource "azurerm_virtual_network" "platform" {
  name                = "vnet-\${var.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  address_space       = [var.address_space]
}

resource "azurerm_subnet" "nodes" {
  for_each                        = local.node_subnets
  name                            = each.key
  resource_group_name             = azurerm_resource_group.platform.name
  virtual_network_name            = azurerm_virtual_network.platform.name
  address_prefixes                = [cidrsubnet(var.address_space, 6, each.value)]
  default_outbound_access_enabled = false
}

# The API server has its place in the network, so that security groups say who reaches it.
resource "azurerm_subnet" "api_server" {
  name                            = "api-server"
  resource_group_name             = azurerm_resource_group.platform.name
  virtual_network_name            = azurerm_virtual_network.platform.name
  address_prefixes                = [cidrsubnet(var.address_space, 12, 4048)]
  default_outbound_access_enabled = false

  delegation {
    name = "aks"
    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "endpoints" {
  name                              = "endpoints"
  resource_group_name               = azurerm_resource_group.platform.name
  virtual_network_name              = azurerm_virtual_network.platform.name
  address_prefixes                  = [cidrsubnet(var.address_space, 8, 254)]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"
}

`

const groups = `# Who escapes to a node reaches neither the next one's login nor its kubelet. From the nodes of the system the metrics server reads all
# kubelets.
locals {
  closed_ports = {
    system = { ssh = 22, remote-desktop = 3389 }
    others = { ssh = 22, remote-desktop = 3389, kubelet = 10250 }
  }
}

resource "azurerm_network_security_group" "nodes" {
  for_each            = local.closed_ports
  name                = "nsg-\${var.name}-\${each.key}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  dynamic "security_rule" {
    for_each = each.value
    content {
      name                       = "no-\${security_rule.key}-from-node-to-node"
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

# What AKS itself needs to reach its API server (learn.microsoft.com/azure/aks/api-server-vnet-integration).
resource "azurerm_network_security_group" "api_server" {
  name                = "nsg-\${var.name}-api-server"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  security_rule {
    name                       = "api-from-network"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    source_address_prefix      = "VirtualNetwork"
    destination_port_ranges    = ["443", "4443"]
    destination_address_prefix = "VirtualNetwork"
  }

  security_rule {
    name                       = "probes"
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    source_address_prefix      = "AzureLoadBalancer"
    destination_port_range     = "9988"
    destination_address_prefix = "VirtualNetwork"
  }

  security_rule {
    name                       = "nothing-else"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_network_security_group" "endpoints" {
  name                = "nsg-\${var.name}-endpoints"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  security_rule {
    name                       = "https-from-network"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    source_address_prefix      = "VirtualNetwork"
    destination_port_range     = "443"
    destination_address_prefix = "VirtualNetwork"
  }

  security_rule {
    name                       = "nothing-else"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  for_each                  = azurerm_subnet.nodes
  subnet_id                 = each.value.id
  network_security_group_id = azurerm_network_security_group.nodes[each.key == "system" ? "system" : "others"].id
}

resource "azurerm_subnet_network_security_group_association" "api_server" {
  subnet_id                 = azurerm_subnet.api_server.id
  network_security_group_id = azurerm_network_security_group.api_server.id
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  subnet_id                 = azurerm_subnet.endpoints.id
  network_security_group_id = azurerm_network_security_group.endpoints.id
}
`

/** One network; what is to be told apart has a subnet of its own, and every way out leads through the firewall. */
export const networkFile: string = `${subnets}${groups}`
