import { isOpenWithDots } from '../knowledge/open-hosting.ts'
import type {
  Firewall,
  FirewallPolicy,
  FirewallRule,
  FirewallRuleGroup,
  RuleCollection,
} from '../model/azure.ts'
import { stated } from '../model/known.ts'
import type { Known } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Fields } from '../values/fields.ts'
import { placeholder } from '../values/value.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readFirewall(read: ReadResource): Firewall {
  const { properties, resource } = read
  return {
    asset: 'firewall',
    ...metaOf(read, 'Microsoft.Network/azureFirewalls'),
    policy: referenceIn(properties.map('firewallPolicy'), 'id'),
    threatIntelMode: properties.text('threatIntelMode', 'Alert'),
    addresses: properties
      .list('ipConfigurations')
      .flatMap((each) => [each.map('properties'), each])
      .filter((each) => each.has('privateIPAddress'))
      .map((each) => each.freeText('privateIPAddress', '')),
    collections: [
      ...classic(properties, 'applicationRuleCollections', 'ApplicationRule'),
      ...classic(properties, 'networkRuleCollections', 'NetworkRule'),
    ].map((read) => read(resource.origin)),
  }
}

type ReadAt = (parent: Origin) => RuleCollection

/** Rules of a firewall without a policy stand below `properties`, and say by their list what they are. */
function classic(properties: Fields, list: string, kind: string): readonly ReadAt[] {
  return properties
    .list(list)
    .map(
      (collection) => (parent) =>
        readCollection(collection.map('properties'), collection.originOr(parent), kind),
    )
}

export function readFirewallPolicy(read: ReadResource): FirewallPolicy {
  const { properties } = read
  return {
    asset: 'firewall-policy',
    ...metaOf(read, 'Microsoft.Network/firewallPolicies'),
    base: referenceIn(properties.map('basePolicy'), 'id'),
    tier: properties.map('sku').text('tier', 'Standard'),
    threatIntelMode: properties.text('threatIntelMode', 'Alert'),
    intrusionMode: properties.map('intrusionDetection').text('mode', 'Off'),
    dnsProxy: properties.map('dnsSettings').boolean('enableProxy', false),
  }
}

export function readFirewallRuleGroup(read: ReadResource): FirewallRuleGroup {
  const { properties, resource, top } = read
  return {
    asset: 'firewall-rule-group',
    ...metaOf(read, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups'),
    policy: referenceIn(top, 'parent'),
    priority: properties.optionalInteger('priority'),
    // Terraform’s provider has the rules of networks apart.
    collections: ['ruleCollections', 'networkCollections']
      .flatMap((key) => properties.list(key))
      .map((collection) => readCollection(collection, collection.originOr(resource.origin))),
  }
}

function readCollection(collection: Fields, origin: Origin, kind?: string): RuleCollection {
  return {
    origin,
    action: collection.map('action').text('type', 'Allow'),
    priority: collection.optionalInteger('priority'),
    rules: collection.list('rules').map((rule) => readRule(rule, origin, kind)),
  }
}

function readRule(rule: Fields, parent: Origin, kind?: string): FirewallRule {
  const texts = (...keys: readonly string[]): readonly Known<string>[] =>
    keys.flatMap((key) => rule.freeTexts(key))
  const origin = rule.originOr(parent)
  return {
    origin,
    kind: kind === undefined ? rule.text('ruleType', '') : stated(kind, origin),
    sources: texts('sourceAddresses'),
    sourceGroups: texts('sourceIpGroups'),
    names: [
      ...['targetFqdns', 'destinationFqdns'].flatMap((key) => rule.freeTextsInPart(key, widestName)),
      ...texts('targetUrls', 'fqdnTags'),
    ],
    categories: texts('webCategories'),
    addresses: texts('destinationAddresses'),
    addressGroups: texts('destinationIpGroups'),
    ports: texts('destinationPorts'),
    protocols: texts('ipProtocols', ...(kind === 'NetworkRule' ? ['protocols'] : [])),
  }
}

/** A star in the place of what nobody knows holds every name that it may be: enough where even that is open to nobody. */
function widestName(partial: string): string | undefined {
  const pattern = partial.replaceAll(placeholder, '*')
  return isOpenWithDots(pattern) ? undefined : pattern
}
