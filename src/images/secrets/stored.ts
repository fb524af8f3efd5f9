import type { Document } from '../../kernel/document.ts'
import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { storePlaces, type StorePlace } from './store-places.ts'

/** Finds credentials in files that programs keep them in: what stands at its place there is one, however weak. */
export function findStored({ path, text }: Document): Candidate[] {
  return storePlaces.filter((place) => place.path.test(path)).flatMap((place) => findAt(place, text))
}

function findAt(
  { rule, what, pattern, isXml, isSecret = isFilledIn }: StorePlace,
  text: string,
): Candidate[] {
  const searched = isXml === true ? withoutComments(text) : text
  return [...searched.matchAll(pattern)].flatMap((match) => {
    const value = match[1]
    const span = match.indices?.[1]
    if (value === undefined || span === undefined || !isSecret(value)) return []
    return [{ rule, what, start: span[0], value, isPrecise: false }]
  })
}

/** Blanks stand for comments, so that all else keeps its place. */
function withoutComments(text: string): string {
  let kept = ''
  for (let at = 0; at < text.length;) {
    const begin = text.indexOf('<!--', at)
    const end = begin === -1 ? -1 : text.indexOf('-->', begin)
    if (end === -1) return kept + text.slice(at)
    kept += text.slice(at, begin) + ' '.repeat(end - begin)
    at = end
  }
  return kept
}

function isFilledIn(value: string): boolean {
  return !isPlaceholder(value) && !/^[$%{<]/.test(value)
}
