import { lookup } from '../kernel/lookup.ts'
import type { ReachOptions } from './reach.ts'

/** Cilium knows pods by identity, never by address; plugins that filter packets know addresses only. */
const plugins: Readonly<Record<string, ReachOptions>> = {
  cilium: { blocksMatchPods: 'no' },
  azure: { blocksMatchPods: 'yes' },
  calico: { blocksMatchPods: 'yes' },
}

/** What the fact `networkPolicy` says of blocks of addresses. */
export function pluginOptions(name: string | undefined): ReachOptions {
  return lookup(plugins, name ?? '') ?? {}
}
