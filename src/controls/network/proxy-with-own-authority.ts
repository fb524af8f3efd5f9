import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const proxyWithOwnAuthority: Control<'managed-cluster'> = {
  id: 'BH-1180',
  name: 'proxy-with-own-authority',
  title: 'Proxy of the nodes opens what it forwards',
  layer: 'network',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:DP-3'],
  rationale:
    'A proxy whose authority the nodes trust sees tokens and images in clear. It may be wanted, for inspection: then it belongs to what has to be protected.',
  remediation:
    'Remove `properties.httpProxyConfig.trustedCa` (Terraform: `http_proxy_config { trusted_ca }`), or waive this with who runs the proxy.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.proxy.trustedCa,
      (authority) => authority !== undefined,
      `Nodes of cluster ${cluster.name} trust the authority of their proxy.`,
    ),
  examples: {
    fail: [
      cluster(
        block(
          'http_proxy_config',
          'https_proxy = "http://proxy.northwind.example:3128"',
          'trusted_ca = "LS0tLS1CRUdJTg=="',
        ),
      ),
    ],
    pass: [cluster()],
    unknown: [cluster(block('http_proxy_config', 'trusted_ca = var.unknown'))],
  },
}
