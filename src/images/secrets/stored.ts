import type { Document } from '../../kernel/document.ts'
import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { storePlaces, type StorePlace } from './store-places.ts'

/** Finds credentials in files that programs keep them in: what stands at its place there is one, however weak. */
export function findStored({ path, text }: Document): Candidate[] {
  return storePlaces.filter((place) => place.path.test(path)).flatMap((place) => findAt(place, text))
}

function findAt({ rule, what, pattern, isSecret = isFilledIn }: StorePlace, text: string): Candidate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = match[1]
    const span = match.indices?.[1]
    if (value === undefined || span === undefined || !isSecret(value)) return []
    return [{ rule, what, start: span[0], value, isPrecise: false }]
  })
}

function isFilledIn(value: string): boolean {
  return !isPlaceholder(value) && !/^[$%{<]/.test(value)
}
