import type { Control } from '../control.ts'
import { every, doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import type { FirewallRule, FirewallRuleGroup } from '../../model/azure.ts'
import { isForEverybody } from '../../link/firewall.ts'
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

function judge({ collections, name }: FirewallRuleGroup): Verdict {
  const message = `Rules ${name} let packets through the firewall to everybody.`
  const judgeRule = (rule: FirewallRule): Verdict => {
    const { match, origin } = isForEverybody(rule)
    if (match === 'no') return pass()
    return match === 'yes'
      ? fail(message, origin)
      : doubtful(message, 'a part of the rule cannot be read', origin)
  }
  return every(
    collections.filter(({ action }) => !isKnown(action, 'Deny')),
    ({ rules }) => every(rules, judgeRule),
  )
}
