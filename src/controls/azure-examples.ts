/** Terraform for the examples of controls about Azure; an argument with `var.unknown` has a value that nobody knows. */
const unknown = 'variable "unknown" {}\n'

/** Any resource of the provider, `azurerm_` left out; its name is `models`, too. */
export function azure(type: string, ...lines: readonly string[]): string {
  return resource(`azurerm_${type}`, 'models', lines)
}

function resource(type: string, name: string, lines: readonly string[]): string {
  const body = lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}\n`)
  const text = `resource "${type}" "${name}" {\n${body.join('')}}\n`
  return text.includes('var.unknown') ? `${text}${unknown}` : text
}

export function cluster(...lines: readonly string[]): string {
  return resource('azurerm_kubernetes_cluster', 'models', lines)
}

export function pool(...lines: readonly string[]): string {
  return resource('azurerm_kubernetes_cluster_node_pool', 'models', lines)
}

export function registry(...lines: readonly string[]): string {
  return resource('azurerm_container_registry', 'models', lines)
}

export function subnet(...lines: readonly string[]): string {
  return resource('azurerm_subnet', 'models', lines)
}

/** A security group with one rule that lets something in. */
export function inbound(...lines: readonly string[]): string {
  const rule = ['direction = "Inbound"', 'access = "Allow"', ...lines]
  return resource('azurerm_network_security_group', 'models', [block('security_rule', ...rule)])
}

/** A group of rules of a firewall’s policy with one rule that lets something through. */
export function firewallRules(kind: 'application' | 'network', what: string): string {
  const rule = block('rule', 'name = "models"', 'source_addresses = ["10.0.0.0/8"]', what)
  const collection = block(`${kind}_rule_collection`, 'action = "Allow"', 'priority = 100', rule)
  return azure('firewall_policy_rule_collection_group', collection)
}

/** A security group with one rule about what leaves; it lets everything out unless it says something else. */
export function outbound(...lines: readonly string[]): string {
  const access = lines.some((line) => line.startsWith('access')) ? [] : ['access = "Allow"']
  const rule = block('security_rule', 'direction = "Outbound"', 'priority = 100', ...access, ...lines)
  return resource('azurerm_network_security_group', 'models', [rule])
}

export function credential(...lines: readonly string[]): string {
  return resource('azurerm_federated_identity_credential', 'models', lines)
}

export function block(name: string, ...lines: readonly string[]): string {
  return `${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}`
}

/** A cluster whose kubelets have one role on something. */
export function kubeletRole(role: string, scope: string): string {
  return `resource "azurerm_kubernetes_cluster" "models" {}
resource "azurerm_container_registry" "models" {}
resource "azurerm_role_assignment" "models" {
  principal_id = azurerm_kubernetes_cluster.models.kubelet_identity[0].object_id
  role_definition_name = ${role}
  scope = ${scope}
}
${role.includes('var.unknown') ? unknown : ''}`
}

/** What Terraform has no argument for: bodies of ARM, whose properties are written in its own words. */
export function armCluster(...properties: readonly string[]): string {
  return armBody('Microsoft.ContainerService/managedClusters@2026-05-02-preview', properties)
}

export function armPool(...properties: readonly string[]): string {
  return armBody('Microsoft.ContainerService/managedClusters/agentPools@2026-05-02-preview', properties)
}

export function armRegistry(...properties: readonly string[]): string {
  return armBody('Microsoft.ContainerRegistry/registries@2025-11-01', properties)
}

export function armVault(...properties: readonly string[]): string {
  return armBody('Microsoft.KeyVault/vaults@2024-11-01', properties)
}

export function managedNamespace(...properties: readonly string[]): string {
  return armBody('Microsoft.ContainerService/managedClusters/managedNamespaces@2026-05-01', properties)
}

function armBody(type: string, properties: readonly string[]): string {
  const body = `body = {\n  properties = {\n${properties.map((line) => `    ${line}\n`).join('')}  }\n}`
  return resource('azapi_resource', 'models', [`type = "${type}"`, body])
}

/** What belongs to a cluster and is a resource of its own. */
export function clusterPart(type: string, ...lines: readonly string[]): string {
  return resource(`azurerm_kubernetes_cluster_${type}`, 'models', lines)
}

/** What belongs to a registry and is a resource of its own. */
export function registryPart(type: string, ...lines: readonly string[]): string {
  return resource(`azurerm_container_registry_${type}`, 'models', lines)
}

/** A cluster of which these categories of logs are kept. */
export function loggedCluster(...categories: readonly string[]): string {
  return `${cluster()}${logging('azurerm_kubernetes_cluster.models.id', categories)}`
}

/** A registry of which these categories of logs are kept. */
export function loggedRegistry(...categories: readonly string[]): string {
  return `${registry()}${logging('azurerm_container_registry.models.id', categories)}`
}

/** A rule of Sentinel that asks something. */
export function detection(query: string, ...lines: readonly string[]): string {
  return azure('sentinel_alert_rule_scheduled', `query = "${query}"`, ...lines)
}

/** A lock that keeps something from being deleted. */
export function locked(scope: string): string {
  return azure('management_lock', `scope = ${scope}`, 'lock_level = "CanNotDelete"')
}

/** A vault of which these categories of logs are kept. */
export function loggedVault(...categories: readonly string[]): string {
  return `${azure('key_vault')}${logging('azurerm_key_vault.models.id', categories)}`
}

function logging(target: string, categories: readonly string[]): string {
  const logs = categories.map((category) => block('enabled_log', `category = "${category}"`))
  return resource('azurerm_monitor_diagnostic_setting', 'models', [`target_resource_id = ${target}`, ...logs])
}

/** The example with its first line marked as the one that tells: nothing else does where a value is missing. */
export function missing(text: string): string {
  return text.replace('{\n', '{ # <-\n')
}

/** A node with labels and what its kubelet says of it, each in flow style on a line of its own. */
export function node(labels: string, nodeInfo: string): string {
  return `apiVersion: v1
kind: Node
metadata:
  name: aks-models-1
  labels: ${labels}
status:
  nodeInfo:
    ${nodeInfo}
`
}
