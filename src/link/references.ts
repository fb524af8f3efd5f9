import type { AzureAsset, AzureMeta, Reference } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { AssetKind, AssetOf, Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { typeOf } from './azure.ts'

/** Whether what one asset refers to is another: by its address, by the name that it has, or by its id. */
export function refersTo(
  { declaredIn }: AzureMeta,
  known: Known<Reference | undefined>,
  target: AzureMeta,
): Match {
  const isNear = declaredIn === target.declaredIn
  // What another configuration hides is most likely about its own.
  if (known.state === 'hidden') return isNear ? 'unknown' : 'no'
  if (known.value === undefined) return 'no'
  const to = known.value.to.toLowerCase()
  if (isNear && to === target.name.toLowerCase()) return 'yes'
  return matchesName(known.value, target, isNear)
}

function matchesName(reference: Reference, { kind, resourceName }: AzureMeta, isNear: boolean): Match {
  const name = valueOf(resourceName)?.toLowerCase()
  const to = reference.to.toLowerCase()
  if (name === undefined) return 'no'
  const isById = typeOf(reference) === kind.toLowerCase() && to.endsWith(`/${name}`)
  return isById || (isNear && to === name) ? 'yes' : 'no'
}

/** The assets of a kind that a reference is about; several where one name stands for several. */
export function referred<K extends AzureAsset['asset'] & AssetKind>(
  platform: Platform,
  kind: K,
  [from, known]: readonly [AzureMeta, Known<Reference | undefined>],
): readonly AssetOf<K>[] {
  return platform.all(kind).filter((each) => refersTo(from, known, each as AzureMeta) === 'yes')
}

/** The assets of a kind that may name one, each with how sure it is. */
export function referring<K extends AzureAsset['asset'] & AssetKind>(
  platform: Platform,
  kind: K,
  isAbout: (asset: AssetOf<K>) => Match,
): readonly { readonly asset: AssetOf<K>; readonly match: Exclude<Match, 'no'> }[] {
  return platform.all(kind).flatMap((asset) => {
    const match = isAbout(asset)
    return match === 'no' ? [] : [{ asset, match }]
  })
}
