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

/** Names all assets of a platform. Two of one name (a base and its overlay) keep apart by their order. */
export function nameAssets(platform: Platform): ReadonlyMap<Asset, NamedAsset> {
  const named = new Map<Asset, NamedAsset>()
  const seen = new Map<string, number>()
  for (const kind of assetKinds) {
    for (const asset of platform.all(kind)) {
      const described = describe(asset)
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
  const { namespace, kind, name, part = '', container = '' } = asset
  let text = namespace === '' ? `${kind}/${name}` : `${namespace}/${kind}/${name}`
  if (part !== '') text += `/${part}`
  if (container !== '') text += `/${container}`
  return text
}

function describe(asset: Asset): FindingAsset {
  const owner = asset.asset === 'container' ? asset.pod : asset
  const { kind, name } = owner.asset === 'pod' ? lastingNameOf(owner) : owner
  const part = owner.asset === 'pod' && owner.part !== '' ? { part: owner.part } : {}
  const container = asset.asset === 'container' ? { container: asset.name } : {}
  return { kind, namespace: owner.namespace, name, ...part, ...container }
}
