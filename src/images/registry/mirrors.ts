import type { ImageReference } from '../../model/image-reference.ts'

/** Registries, or the beginnings of repositories in them, to what is asked in their stead. */
export type Mirrors = Readonly<Record<string, string>>

/** Where an image is asked for: the mirror of the longest beginning of its name, else its own registry. */
export function mirrored(reference: ImageReference, mirrors: Mirrors): ImageReference {
  const name = `${reference.registry}/${reference.repository}`
  const source = Object.keys(mirrors)
    .filter((each) => name.startsWith(`${each}/`))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '')
  const mirror = mirrors[source]
  if (mirror === undefined) return reference
  const whole = `${mirror}${name.slice(source.length)}`
  const end = whole.indexOf('/')
  return { ...reference, registry: whole.slice(0, end), repository: whole.slice(end + 1) }
}
