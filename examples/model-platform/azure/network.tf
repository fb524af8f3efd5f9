resource "azurerm_resource_group" "platform" {
  name     = "rg-${local.name}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_virtual_network" "platform" {
  name                = "vnet-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  address_space       = ["10.40.0.0/16"]
}

# One subnet for everything: nothing in Azure can tell the tenants' nodes from the platform's.
resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.platform.name
  virtual_network_name = azurerm_virtual_network.platform.name
  address_prefixes     = [cidrsubnet("10.40.0.0/16", 4, 0)]
}

resource "azurerm_subnet" "jump" {
  name                 = "jump"
  resource_group_name  = azurerm_resource_group.platform.name
  virtual_network_name = azurerm_virtual_network.platform.name
  address_prefixes     = [cidrsubnet("10.40.0.0/16", 8, 240)]
}

resource "azurerm_network_security_group" "jump" {
  name                = "nsg-jump"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location

  security_rule {
    name                       = "ssh-for-the-on-call-engineer"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    source_address_prefix      = "Internet"
    destination_port_range     = "22"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "jump" {
  subnet_id                 = azurerm_subnet.jump.id
  network_security_group_id = azurerm_network_security_group.jump.id
}
