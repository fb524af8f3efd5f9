import { type Position, storagePosition, storageWritePosition } from '../steps/position.ts'
import { placeLabel, type Storages } from './storage.ts'
import type { Place, Use } from './storage-use.ts'
import { foldersAbove } from './shared-folders.ts'

/** A place with all who see it: by itself, or by a folder above it. */
export interface SharedPlace extends Place {
  readonly users: readonly Use[]
  /** Places below it, without those below them. */
  readonly below: readonly Place[]
}

export function sharedPlaces({ storages }: { readonly storages: Storages }): readonly SharedPlace[] {
  return [...Map.groupBy(storages.uses, ({ root }) => root).values()].flatMap(placesOfRoot)
}

function placesOfRoot(uses: readonly Use[]): readonly SharedPlace[] {
  const byPath = Map.groupBy(uses, ({ path }) => path)
  const below = new Map<string, Place[]>()
  const places = [...byPath].map(([path, own]) => {
    const above = foldersAbove(path).flatMap((folder) => (byPath.has(folder) ? [folder] : []))
    const [first] = own
    const place = { root: first?.root ?? '', path, isOnNodes: first?.isOnNodes === true }
    const [nearest] = above
    if (nearest !== undefined) below.set(nearest, [...(below.get(nearest) ?? []), place])
    return { ...place, users: [...own, ...above.flatMap((folder) => byPath.get(folder) ?? [])] }
  })
  return places.map((place) => ({ ...place, below: below.get(place.path) ?? [] }))
}

export function placePosition(place: Place): Position {
  return storagePosition(placeLabel(place))
}

export function placeWritePosition(place: Place): Position {
  return storageWritePosition(placeLabel(place))
}
