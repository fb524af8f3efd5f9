import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const firewallWithoutDnsProxy: Control<'firewall-policy'> = {
  id: 'BH-1246',
  name: 'firewall-without-dns-proxy',
  title: 'Firewall does not see what names pods ask for',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.dns'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-10', 'azure-policy:3f84c9b0-8b64-4208-98d4-6ada96bb49c3'],
  rationale:
    'Where the firewall answers no questions for names, data leaves in the questions themselves, and its rules for names hold for addresses that it looked up at another time than the pod.',
  remediation:
    'Make the firewall the DNS server of the network. Bicep and ARM: `properties.dnsSettings.enableProxy: true` of `Microsoft.Network/firewallPolicies`; Terraform: `dns { proxy_enabled = true }`.',
  applies: 'firewall-policy',
  check: ({ dnsProxy, name }) =>
    demand(dnsProxy, (isOn) => isOn, `Policy ${name} does not answer questions for names.`),
  examples: {
    fail: [azure('firewall_policy')],
    pass: [azure('firewall_policy', block('dns', 'proxy_enabled = true'))],
    unknown: [azure('firewall_policy', block('dns', 'proxy_enabled = var.unknown'))],
  },
}
