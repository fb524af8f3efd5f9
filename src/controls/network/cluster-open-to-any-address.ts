import type { Control } from '../control.ts'
import { isOfEverybody } from '../../link/address-filter.ts'
import { anyOf, demand, every, forbid, type Verdict } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'
import type { ManagedCluster } from '../../model/azure.ts'

export const clusterOpenToAnyAddress: Control<'managed-cluster'> = {
  id: 'BH-1102',
  name: 'cluster-open-to-any-address',
  title: 'Any address may reach the API server',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.api'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_AZURE_6',
    'trivy:AZU-0041',
    'cis-aks-1.8:5.4.1',
    'cis-aks-1.7:5.4.1',
    'azure-policy:0e246bcf-5f6f-4f87-bc6f-775d4712c7ea',
    'psrule:Azure.AKS.AuthorizedIPs',
    'mcsb:NS-2',
    'defender-for-containers:1a2b5b4c-f80d-46e7-ac81-b51a9fb363de',
  ],
  rationale:
    'Stolen tokens, and flaws of the API server, can be used from everywhere. A private cluster needs no list; AKS refuses the two together.',
  remediation:
    'Make the cluster private, or list the addresses that may reach it. Bicep and ARM: `properties.apiServerAccessProfile.authorizedIPRanges`; Terraform: `api_server_access_profile { authorized_ip_ranges }`.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      cluster(),
      cluster(block('api_server_access_profile', 'authorized_ip_ranges = ["0.0.0.0/0"]')),
      cluster(block('api_server_access_profile', 'authorized_ip_ranges = ["198.51.100.0/24", "0.0.0.0/1"]')),
    ],
    pass: [
      cluster(block('api_server_access_profile', 'authorized_ip_ranges = ["198.51.100.0/24"]')),
      cluster('private_cluster_enabled = true'),
      cluster('api_server_authorized_ip_ranges = ["198.51.100.0/24"]'),
    ],
    unknown: [
      cluster('private_cluster_enabled = var.unknown'),
      cluster(block('api_server_access_profile', 'authorized_ip_ranges = var.unknown')),
    ],
  },
}

function judge({ apiServer, name }: ManagedCluster): Verdict {
  const { enablePrivateCluster, authorizedIPRanges } = apiServer
  const message = `Any address may reach the API server of cluster ${name}.`
  const isPrivate = demand(enablePrivateCluster, (isOn) => isOn, message)
  if (authorizedIPRanges.length === 0) return isPrivate
  const ranges = every(authorizedIPRanges, (range) => forbid(range, isOpen, message))
  return ranges.verdict === 'pass' ? ranges : anyOf([isPrivate, ranges])
}

function isOpen(range: string): boolean {
  return range === '0.0.0.0' || isOfEverybody(range)
}
