import type { Weakness } from '../hardening.ts'

/** A weakness in places where the other image has it not. */
export type WeaknessChange = Pick<Weakness, 'name' | 'severity' | 'message' | 'places'>

export function diffWeaknesses(
  before: readonly Weakness[],
  after: readonly Weakness[],
): { readonly gone: readonly WeaknessChange[]; readonly new: readonly WeaknessChange[] } {
  return { gone: without(before, after), new: without(after, before) }
}

function without(own: readonly Weakness[], other: readonly Weakness[]): readonly WeaknessChange[] {
  const known = new Set(
    other.flatMap(({ name, places }) => placesOf(places).map((place) => `${name} ${place}`)),
  )
  return own.flatMap(({ name, severity, message, places }) => {
    const left = places.filter((place) => !known.has(`${name} ${withoutLayer(place)}`))
    const isElsewhere = places.length === 0 ? !known.has(`${name} `) : left.length > 0
    return isElsewhere ? [{ name, severity, message, places: left }] : []
  })
}

/** One without a place is in one nameless place. */
function placesOf(places: readonly string[]): readonly string[] {
  return places.length === 0 ? [''] : places.map(withoutLayer)
}

/** The same file may lie in another layer after a build. */
function withoutLayer(place: string): string {
  return place.replace(/^layer \d+: /, '')
}
