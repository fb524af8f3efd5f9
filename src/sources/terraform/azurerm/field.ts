import { child, type Entry, isAbsent, itemsOf, type Node, placeOf } from '../../../kernel/tree.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { valueFrom } from '../../../values/json.ts'
import { asNumber, asText, asTruth, hiddenAt, listAt, scalarAt } from '../../../values/value.ts'

/** One property of ARM and the arguments, of every version of the provider, that it comes from. */
export interface Field {
  /** Dotted path in the body of the resource. */
  readonly to: string
  /** Dotted paths of arguments, the first that is there counts; a block stands for its only one. */
  readonly from: readonly string[]
  readonly convert: (value: Node) => Node
}

export function text(to: string, ...from: readonly string[]): Field {
  return { to, from, convert: convertScalar(asText) }
}

export function number(to: string, ...from: readonly string[]): Field {
  return { to, from, convert: convertScalar(asNumber) }
}

export function truth(to: string, ...from: readonly string[]): Field {
  return { to, from, convert: convertScalar(asTruth) }
}

/** The provider says the opposite of ARM. */
export function opposite(to: string, ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: convertScalar((value) => {
      const isTrue = asTruth(value)
      return isTrue === undefined ? undefined : !isTrue
    }),
  }
}

/** The provider has a truth value where ARM has two words. */
export function words(to: string, [yes, no]: readonly [string, string], ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: convertScalar((value) => {
      const isTrue = asTruth(value)
      if (isTrue === undefined) return undefined
      return isTrue ? yes : no
    }),
  }
}

/** Lists and maps as they are, references in the words of ARM. */
export function same(to: string, ...from: readonly string[]): Field {
  return { to, from, convert: inWordsOfArm }
}

/** Where ARM keeps what the provider exports under another name. */
const exported: Readonly<Record<string, readonly string[]>> = {
  kubelet_identity: ['properties', 'identityProfile', 'kubeletidentity'],
  identity: ['identity'],
  aci_connector_linux: ['properties', 'addonProfiles', 'aciConnectorLinux'],
  ingress_application_gateway: ['properties', 'addonProfiles', 'ingressApplicationGateway'],
  key_vault_secrets_provider: ['properties', 'addonProfiles', 'azureKeyvaultSecretsProvider'],
  oms_agent: ['properties', 'addonProfiles', 'omsagent'],
  web_app_routing: ['properties', 'ingressProfile', 'webAppRouting'],
  principal_id: ['properties', 'principalId'],
  id: ['id'],
}

/** Types of ARM that references lead to, declared here or asked for. */
const types: Readonly<Record<string, string>> = {
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_kubernetes_cluster: 'Microsoft.ContainerService/managedClusters',
  azurerm_management_group: 'Microsoft.Management/managementGroups',
  azurerm_resource_group: 'Microsoft.Resources/resourceGroups',
  azurerm_network_security_group: 'Microsoft.Network/networkSecurityGroups',
  azurerm_private_dns_zone: 'Microsoft.Network/privateDnsZones',
  azurerm_route_table: 'Microsoft.Network/routeTables',
  azurerm_storage_account: 'Microsoft.Storage/storageAccounts',
  azurerm_subnet: 'Microsoft.Network/virtualNetworks/subnets',
  azurerm_subscription: 'Microsoft.Resources/subscriptions',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
}

/** `module.a.data.azurerm_subscription.this` is of the type `azurerm_subscription`. */
function typeOf(address: string): string | undefined {
  const own = address.split('.').findLast((part) => part.startsWith('azurerm_'))
  return own === undefined ? undefined : lookup(types, own)
}

/** A reference to a resource of the provider as one to what that is in ARM. */
export function inWordsOfArm(value: Node): Node {
  if (value.kind === 'list') return listAt(value.items.map(inWordsOfArm), value)
  if (value.kind !== 'hidden' || value.refersTo === undefined) return value
  const [first = '', ...rest] = value.refersTo.path
  const { to, path: own, ...asked } = value.refersTo
  const path = lookup(exported, first)
  const type = typeOf(to)
  const refersTo = { ...asked, to, path: path === undefined ? own : [...path, ...rest] }
  return { ...value, refersTo: type === undefined ? refersTo : { ...refersTo, type } }
}

/** The block alone says it. */
export function present(to: string, value: string | boolean, ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: (node) =>
      itemsOf(node).find(({ kind }) => kind === 'hidden') ??
      (node.kind === 'hidden' ? node : scalarAt(value, node)),
  }
}

/** What every block of a kind says in ARM, which the provider’s block need not. */
export function fixed(to: string, value: string, ...from: readonly string[]): Field {
  return { to, from, convert: (node) => scalarAt(value, node) }
}

/** A truth value that stands for a list of one text. */
export function listed(to: string, item: string, ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: (node) => {
      if (node.kind === 'hidden') return node
      return listAt(asTruth(node) === true ? [scalarAt(item, node)] : [], node)
    },
  }
}

/** Blocks that become maps of a list. */
export function blocks(to: string, fields: readonly Field[], ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: (node) => (node.kind === 'hidden' ? node : listAt(bodiesOf(node, fields), node)),
  }
}

/** Texts of a list that become maps with one property. */
export function wrapped(to: string, path: string, ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: (node) =>
      node.kind === 'hidden'
        ? node
        : listAt(
            itemsOf(node).map((item) => wrap(item, path)),
            node,
          ),
  }
}

function wrap(item: Node, path: string): Node {
  const root: Branch = new Map()
  place(root, path.split('.'), item)
  return nodeOf(root, item)
}

/** Blocks that become the values of a map, whose keys ARM leaves to whoever writes it. */
export function keyed(to: string, fields: readonly Field[], ...from: readonly string[]): Field {
  return {
    to,
    from,
    convert: (node) =>
      node.kind === 'hidden'
        ? node
        : nodeOf(new Map(bodiesOf(node, fields).map((body, index) => [String(index), body])), node),
  }
}

function bodiesOf(node: Node, fields: readonly Field[]): readonly Node[] {
  return itemsOf(node).map((item) => (item.kind === 'hidden' ? item : bodyFrom(item, fields)))
}

/** A text in JSON that stands for what it says. */
export function json(to: string, ...from: readonly string[]): Field {
  return { to, from, convert: jsonOf }
}

export function jsonOf(node: Node): Node {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node
  try {
    return valueFrom(JSON.parse(node.value), node)
  } catch {
    return hiddenAt('the text is no JSON', placeOf(node))
  }
}

function convertScalar(read: (value: Node) => string | number | boolean | undefined): Field['convert'] {
  return (value) => {
    if (value.kind === 'hidden') return value
    const plain = read(value)
    return plain === undefined
      ? hiddenAt('the value has the wrong type', placeOf(value))
      : scalarAt(plain, value)
  }
}

/**
 * The value of an argument; nothing where it is absent, hidden where a block around it is. Terraform’s SDK takes an empty
 * text for one that is not set: https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-types#typestring
 */
export function argumentAt(given: Node, path: string): Node | undefined {
  let current: Node | undefined = given
  for (const name of path.split('.')) {
    if (current?.kind === 'list') current = current.items[0]
    if (current?.kind === 'hidden') return current
    current = child(current, name)
  }
  return isAbsent(current) || isEmpty(current) ? undefined : current
}

function isEmpty(node: Node): boolean {
  return node.kind === 'list' ? node.items.length === 0 : node.kind === 'scalar' && node.value === ''
}

/** A tree of ARM that is being put together. */
type Branch = Map<string, Node | Branch>

/** The body that some arguments come to. */
export function bodyFrom(given: Node, fields: readonly Field[]): Node {
  const root: Branch = new Map()
  for (const { to, from, convert } of fields) {
    const value = from.map((path) => argumentAt(given, path)).find((each) => each !== undefined)
    if (value !== undefined) place(root, to.split('.'), convert(value))
  }
  return nodeOf(root, given)
}

function place(branch: Branch, [name = '', ...rest]: readonly string[], value: Node): void {
  const known = branch.get(name)
  if (rest.length === 0) {
    if (known === undefined) branch.set(name, value)
    return
  }
  const inner: Branch = known instanceof Map ? known : new Map()
  branch.set(name, inner)
  place(inner, rest, value)
}

/** A map of ARM stands where its first part does: it has no place of its own. */
function nodeOf(branch: Branch, at: Node): Node {
  const entries = new Map<string, Entry>()
  for (const [name, part] of branch) {
    const value = part instanceof Map ? nodeOf(part, firstOf(part) ?? at) : part
    entries.set(name, { keyStart: value.start, value })
  }
  return { kind: 'map', ...placeOf(at), entries }
}

function firstOf(branch: Branch): Node | undefined {
  const [first] = branch.values()
  return first instanceof Map ? firstOf(first) : first
}
