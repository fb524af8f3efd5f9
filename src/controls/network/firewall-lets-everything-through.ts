import type { Control } from '../control.ts'
import { every, doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import type { FirewallRule, FirewallRuleGroup } from '../../model/azure.ts'
import type { Senders } from '../../link/address-filter.ts'
import { isForEverybody, isFrom } from '../../link/firewall.ts'
import { sendersOfNodes } from '../../link/node-subnets.ts'
import type { Platform } from '../../model/platform.ts'
import { firewallRules } from '../azure-examples.ts'

export const firewallLetsEverythingThrough: Control<'firewall-rule-group'> = {
  id: 'BH-1240',
  name: 'firewall-lets-everything-through',
  title: 'Firewall lets packets through to everybody',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3', 'aks-baseline:5'],
  rationale:
    'A rule for every name, or every address, makes the firewall a router: data goes out, orders come in, and only the bill for the firewall is left.',
  remediation:
    'Name what the platform needs, one exact name after the other; for AKS there is the tag `AzureKubernetesService`. Bicep and ARM: `targetFqdns` and `fqdnTags` of rules in `properties.ruleCollections`; Terraform: `destination_fqdns` and `destination_fqdn_tags`.',
  applies: 'firewall-rule-group',
  check: judge,
  examples: {
    fail: [
      firewallRules('application', 'destination_fqdns = ["*"]'),
      firewallRules('network', 'destination_addresses = ["*"]\n      destination_ports = ["443"]'),
      firewallRules('network', 'destination_addresses = ["0.0.0.0/0"]'),
      firewallRules('network', 'destination_addresses = ["64.0.0.0/2"]'),
    ],
    pass: [
      firewallRules('application', 'destination_fqdns = ["mcr.microsoft.com"]'),
      firewallRules('network', 'destination_addresses = ["10.0.0.0/8"]'),
    ],
    unknown: [firewallRules('application', 'destination_fqdns = var.unknown')],
  },
}

function judge({ collections, name }: FirewallRuleGroup, platform: Platform): Verdict {
  const message = `Rules ${name} let packets through the firewall to everybody.`
  const from = sendersOfNodes(platform)
  return every(
    collections.filter(({ action }) => !isKnown(action, 'Deny')),
    ({ rules }) => every(rules, (rule) => judgeRule(rule, from, message)),
  )
}

function judgeRule(rule: FirewallRule, from: Senders, message: string): Verdict {
  const { match, origin } = isForEverybody(rule)
  const isOfNodes = isFrom(rule, from)
  if (match === 'no' || isOfNodes === 'no') return pass()
  if (match === 'unknown') return doubtful(message, 'a part of the rule cannot be read', origin)
  return isOfNodes === 'yes'
    ? fail(message, origin)
    : doubtful(message, 'nobody says whether nodes are among those whom the rule is for', origin)
}
