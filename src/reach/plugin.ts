import { lookup } from '../kernel/lookup.ts'
import type { ReachOptions } from './reach.ts'

/**
 * Cilium knows pods by identity, never by address; plugins that filter packets know addresses only. The objects of another
 * plugin are stored, and nothing happens; Azure Network Policy Manager reads nothing but NetworkPolicies.
 */
const plugins: Readonly<Record<string, ReachOptions>> = {
  cilium: { blocksMatchPods: 'no', foreign: ['calico'] },
  azure: { blocksMatchPods: 'yes', foreign: ['cilium', 'calico', 'admin'] },
  calico: { blocksMatchPods: 'yes', foreign: ['cilium'] },
  other: { foreign: ['cilium', 'calico'] },
}

/** What the fact `networkPolicy` says of blocks of addresses. */
export function pluginOptions(name: string | undefined): ReachOptions {
  return lookup(plugins, name ?? '') ?? {}
}
