import type { Benchmark, BenchmarkItem } from '../benchmark.ts'
import { cis112 } from './cis-1.12.ts'

/** Where version 1.11 differs: version 1.12 dropped one number of the kubelet and one of pods, which moved others. */
const own: readonly BenchmarkItem[] = [
  {
    id: '4.2.15',
    title: 'The node refuses addresses that are not meant for it',
    undecidable: 'A setting of the node’s service manager: only the node itself shows it.',
  },
  { id: '5.2.9', title: 'No containers with added capabilities' },
  { id: '5.2.10', title: 'No containers that keep capabilities' },
  { id: '5.2.11', title: 'No Windows containers in the host’s processes' },
  { id: '5.2.12', title: 'No volumes from the node’s file system' },
  { id: '5.2.13', title: 'No ports of the node' },
]
const moved = new Set(own.map(({ id }) => id))

export const cis111: Benchmark = {
  id: 'cis-1.11',
  title: 'CIS Kubernetes 1.11',
  source: 'CIS Kubernetes Benchmark 1.11 by number, as kube-bench has it; titles are our own words',
  items: [...cis112.items.filter(({ id }) => !moved.has(id)), ...own],
}
