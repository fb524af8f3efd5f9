import type { AssetKind } from '../model/platform.ts'
import type { Control } from './control.ts'

/** A control of any kind of asset: a union, so that `applies` tells what `check` takes. */
export type AnyControl = { [K in AssetKind]: Control<K> }[AssetKind]
