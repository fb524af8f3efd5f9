import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const proxyPassedBy: Control<'managed-cluster'> = {
  id: 'BH-1181',
  name: 'proxy-passed-by',
  title: 'Proxy lets whole domains pass by',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3'],
  rationale:
    'What stands in the list of exceptions nobody inspects. A wildcard there is the hole through which data leaves.',
  remediation:
    'Name single hosts and one’s own networks in `properties.httpProxyConfig.noProxy` (Terraform: `http_proxy_config { no_proxy }`).',
  applies: 'managed-cluster',
  check: (cluster) =>
    every(cluster.proxy.noProxy, (host) =>
      forbid(host, isWide, `Nodes of cluster ${cluster.name} pass by their proxy for whole domains.`),
    ),
  examples: {
    fail: [
      cluster(block('http_proxy_config', 'no_proxy = ["localhost", "*.blob.core.windows.net"]')),
      cluster(block('http_proxy_config', 'no_proxy = ["0.0.0.0/0"]')),
    ],
    pass: [
      cluster(),
      cluster(
        block('http_proxy_config', 'no_proxy = ["localhost", "10.0.0.0/8", "vault.northwind.example"]'),
      ),
    ],
    unknown: [cluster(block('http_proxy_config', 'no_proxy = var.unknown'))],
  },
}

/** A leading dot is a wildcard as well; `.svc` and `.local` stay inside. */
function isWide(host: string): boolean {
  return host.includes('*') || host === '0.0.0.0/0' || /^\.(?!svc$|svc\.|.*\.?local$)/.test(host)
}
