import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { dueTo, isKnown } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const appRoutingPublic: Control<'managed-cluster'> = {
  id: 'BH-1171',
  name: 'app-routing-public',
  title: 'Tenants publish to the internet with an Ingress',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2', 'aks-baseline:31'],
  rationale:
    'The controller of application routing has a public address unless told otherwise: whoever may write an Ingress opens a way in from everywhere, and one for data out. The nginx behind it gets no fixes after November 2026.',
  remediation:
    'Bicep and ARM: `properties.ingressProfile.webAppRouting.nginx.defaultIngressControllerType: Internal` or `None`; Terraform: `web_app_routing { default_nginx_controller = "None" }`. Plan for the Gateway API.',
  applies: 'managed-cluster',
  when: ({ appRouting }) => !isKnown(appRouting.isOn, false),
  check: (cluster) =>
    demand(
      dueTo(cluster.appRouting.defaultIngress, cluster.appRouting.isOn),
      (type) => ['internal', 'none'].includes(type.toLowerCase()),
      `Application routing of cluster ${cluster.name} publishes to the internet.`,
    ),
  examples: {
    fail: [
      cluster(block('web_app_routing', 'dns_zone_ids = []')),
      cluster(block('web_app_routing', 'dns_zone_ids = []', 'default_nginx_controller = "External"')),
    ],
    pass: [cluster(block('web_app_routing', 'dns_zone_ids = []', 'default_nginx_controller = "Internal"'))],
    unknown: [
      cluster(block('web_app_routing', 'dns_zone_ids = []', 'default_nginx_controller = var.unknown')),
    ],
  },
}
