import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** `Microsoft.Network/azureFirewalls`. */
export interface Firewall extends AzureMeta {
  readonly asset: 'firewall'
  readonly policy: Known<Reference | undefined>
  readonly threatIntelMode: Known<string>
  /** By which routes lead to it; only Azure itself tells them. */
  readonly addresses: readonly Known<string>[]
  /** Rules of its own, in the way of those without a policy. */
  readonly collections: readonly RuleCollection[]
}

/** `Microsoft.Network/firewallPolicies`. */
export interface FirewallPolicy extends AzureMeta {
  readonly asset: 'firewall-policy'
  /** What it inherits the rules of. */
  readonly base: Known<Reference | undefined>
  readonly tier: Known<string>
  readonly threatIntelMode: Known<string>
  readonly intrusionMode: Known<string>
  readonly dnsProxy: Known<boolean>
}

/** `Microsoft.Network/firewallPolicies/ruleCollectionGroups`. */
export interface FirewallRuleGroup extends AzureMeta {
  readonly asset: 'firewall-rule-group'
  readonly policy: Known<Reference | undefined>
  readonly priority: Known<number | undefined>
  readonly collections: readonly RuleCollection[]
}

export interface RuleCollection {
  readonly origin: Origin
  readonly action: Known<string>
  readonly priority: Known<number | undefined>
  readonly rules: readonly FirewallRule[]
}

/** What a rule is about: names for rules of applications, addresses for those of the network. */
export interface FirewallRule {
  readonly origin: Origin
  readonly kind: Known<string>
  readonly sources: readonly Known<string>[]
  readonly sourceGroups: readonly Known<string>[]
  /** Names, and tags of names. */
  readonly names: readonly Known<string>[]
  /** Categories of the web, whose names nobody lists. */
  readonly categories: readonly Known<string>[]
  readonly addresses: readonly Known<string>[]
  readonly addressGroups: readonly Known<string>[]
  readonly ports: readonly Known<string>[]
  /** Of the network; `Any` stands for all. */
  readonly protocols: readonly Known<string>[]
}

export type FirewallAsset = Firewall | FirewallPolicy | FirewallRuleGroup
