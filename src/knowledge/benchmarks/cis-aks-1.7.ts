import type { Benchmark } from '../benchmark.ts'
import { cisAks18 } from './cis-aks-1.8.ts'

/** Version 1.8 added these; all others stand in both versions under the same number. */
const added = new Set(['4.1.7', '4.1.8', '4.1.9', '4.1.10', '4.1.11', '4.1.12'])

export const cisAks17: Benchmark = {
  id: 'cis-aks-1.7',
  title: 'CIS Azure Kubernetes Service 1.7',
  source: 'CIS AKS Benchmark 1.7 by number, as kube-bench has it; titles are our own words',
  items: cisAks18.items.filter(({ id }) => !added.has(id)),
}
