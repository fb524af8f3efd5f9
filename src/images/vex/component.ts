import { parsePurl } from '../purl/purl.ts'
import type { VexComponent } from '../advisories/statement.ts'

interface Named {
  readonly ids: readonly (string | undefined)[]
  readonly digests?: readonly string[] | undefined
}

/** A component by its identifiers, of which each may be a package URL, a digest or another name. */
export function componentOf({ ids, digests = [] }: Named): VexComponent {
  const given = [...new Set(ids.filter((id) => id !== undefined))]
  const parsed = given.map((id) => parsePurl(id) ?? id)
  return {
    purls: parsed.filter((each) => typeof each !== 'string'),
    digests: digests.map((digest) => digest.toLowerCase()),
    names: parsed.filter((each) => typeof each === 'string'),
  }
}

/** True where nothing tells what is meant. */
export function isNameless({ purls, digests, names }: VexComponent): boolean {
  return purls.length + digests.length + names.length === 0
}
