import type { FoundPackage } from '../../images/found-packages.ts'

/** A name for each package that no other one has, the same whenever the image is the same. */
export function referencesOf(packages: readonly FoundPackage[]): ReadonlyMap<FoundPackage, string> {
  return new Map(packages.map((each, index) => [each, `package-${index + 1}`]))
}
