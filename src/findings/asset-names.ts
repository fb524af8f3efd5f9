import { lastingNameOf } from '../model/lasting.ts'
import { type Asset, assetKinds, type Platform, type Trust } from '../model/platform.ts'
import type { FindingAsset } from './finding.ts'

/** What findings say of an asset; made once, shared by all findings on it. */
export interface NamedAsset {
  readonly asset: FindingAsset
  readonly trust: Trust
  /** `models/Deployment/llm/server`, with `#2` behind it for a second asset of that name. */
  readonly uniqueName: string
}

/**
 * Names all assets of a platform. Two of one name keep apart by the configuration that declares them (one module called
 * from two), else (a base and its overlay) by their order.
 */
export function nameAssets(platform: Platform): ReadonlyMap<Asset, NamedAsset> {
  const named = new Map<Asset, NamedAsset>()
  const seen = new Map<string, number>()
  for (const kind of assetKinds) {
    const assets = platform.all(kind)
    const configurations = configurationsByName(assets)
    for (const asset of assets) {
      const described = describe(asset, configurations)
      const name = assetName(described)
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      const uniqueName = count === 1 ? name : `${name}#${count}`
      named.set(asset, { asset: described, trust: platform.trustOf(asset), uniqueName })
    }
  }
  return named
}

/** `models/Deployment/llm/server`, without empty parts. */
export function assetName(asset: FindingAsset): string {
  const { namespace, declaredIn = namespace, kind, name, part = '', container = '' } = asset
  let text = declaredIn === '' ? `${kind}/${name}` : `${declaredIn}/${kind}/${name}`
  if (part !== '') text += `/${part}`
  if (container !== '') text += `/${container}`
  return text
}

/** Which configurations declare resources of Azure of one name. */
type Configurations = ReadonlyMap<string, ReadonlySet<string>>

function configurationsByName(assets: readonly Asset[]): Configurations {
  const found = new Map<string, Set<string>>()
  for (const asset of assets) {
    if (!('declaredIn' in asset)) return found
    const { name, declaredIn } = asset
    found.set(name, (found.get(name) ?? new Set()).add(declaredIn))
  }
  return found
}

/** The folder or file of a configuration, where others declare something of the same name; its last part tells. */
function configurationOf(asset: Asset, configurations: Configurations): string | undefined {
  if (!('declaredIn' in asset)) return undefined
  const { name, declaredIn } = asset
  const isShared = (configurations.get(name)?.size ?? 0) > 1
  return isShared ? declaredIn.slice(declaredIn.lastIndexOf('/') + 1) : undefined
}

function describe(asset: Asset, configurations: Configurations): FindingAsset {
  const owner = asset.asset === 'container' ? asset.pod : asset
  const { kind, name } = owner.asset === 'pod' ? lastingNameOf(owner) : owner
  const part = owner.asset === 'pod' && owner.part !== '' ? { part: owner.part } : {}
  const container = asset.asset === 'container' ? { container: asset.name } : {}
  const declaredIn = configurationOf(asset, configurations)
  const declared = declaredIn === undefined ? {} : { declaredIn }
  return { kind, namespace: owner.namespace, name, ...declared, ...part, ...container }
}
