import type { Control } from '../control.ts'
import { every, forbid, type Verdict } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import type { FirewallRuleGroup } from '../../model/azure.ts'
import { isFrom } from '../../link/firewall.ts'
import { sendersOfNodes } from '../../link/node-subnets.ts'
import type { Platform } from '../../model/platform.ts'
import { isOpenWithDots } from '../../knowledge/open-hosting.ts'
import { firewallRules } from '../azure-examples.ts'

export const firewallAllowsOpenHosting: Control<'firewall-rule-group'> = {
  id: 'BH-1241',
  name: 'firewall-allows-open-hosting',
  title: 'Firewall allows names that anybody registers',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3'],
  rationale:
    'Below names such as `blob.core.windows.net` everybody has an account of his own within minutes: data goes out to a stranger and looks like work.',
  remediation:
    'Name the single account or site (`models.blob.core.windows.net`), or reach it by a private endpoint. Bicep and ARM: `targetFqdns` of rules in `properties.ruleCollections`; Terraform: `destination_fqdns`.',
  applies: 'firewall-rule-group',
  check: judge,
  examples: {
    fail: [
      firewallRules('application', 'destination_fqdns = ["*.blob.core.windows.net"]'),
      firewallRules('application', 'destination_fqdns = ["*.azurewebsites.net"]'),
      firewallRules('application', 'destination_fqdns = ["*.azure.com"]'),
      firewallRules('application', 'destination_fqdns = ["*example.com"]'),
    ],
    pass: [
      firewallRules('application', 'destination_fqdns = ["models.blob.core.windows.net"]'),
      firewallRules('application', 'destination_fqdns = ["*.example.com"]'),
      firewallRules('application', 'destination_fqdns = ["*"]'),
    ],
    unknown: [
      firewallRules('application', 'destination_fqdns = [var.unknown]'),
      firewallRules('application', 'destination_fqdns = ["${var.unknown}.blob.core.windows.net"]'),
    ],
  },
}

function judge({ collections, name }: FirewallRuleGroup, platform: Platform): Verdict {
  const from = sendersOfNodes(platform)
  const names = collections
    .filter(({ action }) => !isKnown(action, 'Deny'))
    .flatMap(({ rules }) => rules.filter((rule) => isFrom(rule, from) !== 'no'))
    .flatMap((rule) => rule.names)
  // BH-1240 tells of a rule for every name.
  return every(names, (known) =>
    forbid(
      known,
      (pattern) => pattern !== '*' && isOpenWithDots(pattern),
      `Rules ${name} let through names that anybody registers for himself.`,
    ),
  )
}
