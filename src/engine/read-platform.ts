import { basesInForce } from '../config/bases.ts'
import { deadlinesOf } from '../config/deadlines.ts'
import { defaultConfig } from '../config/parse.ts'
import { assumedKubernetesVersion } from '../knowledge/kubernetes-versions.ts'
import { declaredKubernetes } from '../link/declared-version.ts'
import { describeFolded, foldOwned } from '../link/fold.ts'
import { link } from '../link/link.ts'
import { inOrder } from '../link/order.ts'
import type { Platform, Trust } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { looksByKey } from './image-facts.ts'
import { withImageStarts } from './image-starts.ts'
import { type ParsedDocuments, parseDocuments } from './parse.ts'
import type { ScanInput, ScanOptions } from './scan-input.ts'

export interface ReadPlatform {
  readonly parsed: ParsedDocuments
  readonly platform: Platform
  /** Nobody and nothing says which Kubernetes runs. */
  readonly isVersionAssumed: boolean
  /** The same platform with some more pods on it. */
  readonly relink: (more: readonly Pod[]) => Platform
}

/** Documents → facts → platform, each workload once. */
export function readPlatform(
  input: ScanInput,
  options: Pick<ScanOptions, 'config' | 'kubernetesVersion' | 'today' | 'images'>,
): ReadPlatform {
  const { config } = options.config ?? defaultConfig
  const read = parseDocuments(input.documents)
  const looks = looksByKey(options.images)
  const { facts: own, folded } = foldOwned(inOrder(read.facts))
  const facts = withImageStarts(own, looks)
  const known =
    options.kubernetesVersion ?? config.kubernetes ?? declaredKubernetes(facts, assumedKubernetesVersion)
  const linkOptions = {
    kubernetesVersion: known ?? assumedKubernetesVersion,
    ...(options.today === undefined ? {} : { today: options.today }),
    platformNamespaces: config.platform?.namespaces ?? [],
    untrustedNamespaces: config.untrusted?.namespaces ?? [],
    prices: config.prices,
    approvedBases: basesInForce(config, options.today),
    images: looks,
    deadlinesOf: (trust: Trust) => deadlinesOf(config, trust),
  }
  return {
    parsed: { ...read, facts, skipped: [...read.skipped, ...describeFolded(folded)] },
    platform: link(facts, linkOptions),
    isVersionAssumed: known === undefined,
    relink: (more) => link([...facts, ...more], linkOptions),
  }
}
