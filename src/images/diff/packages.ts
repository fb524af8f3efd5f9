import { compareText } from '../../kernel/text.ts'
import { comparisonFor } from '../advisories/compare-packages.ts'
import type { FoundPackage } from '../found-packages.ts'
import type { PackageKind } from '../inventory/package.ts'

/** A package whose versions differ: none where it is not there. */
export interface PackageChange {
  readonly kind: PackageKind
  readonly name: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Its highest version is lower than it was: fixes may be lost. */
  readonly isDowngrade: boolean
}

export function diffPackages(
  before: readonly FoundPackage[],
  after: readonly FoundPackage[],
): readonly PackageChange[] {
  const [old, now] = [byName(before), byName(after)]
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText)
  return keys.flatMap((key) => changeOf(old.get(key) ?? [], now.get(key) ?? []))
}

function byName(packages: readonly FoundPackage[]): ReadonlyMap<string, readonly FoundPackage[]> {
  return Map.groupBy(packages, (each) => `${nameOf(each)} ${each.kind}`)
}

/** Nothing where the versions are the same, in whatever files. */
function changeOf(before: readonly FoundPackage[], after: readonly FoundPackage[]): PackageChange[] {
  const [first] = [...before, ...after]
  if (first === undefined) return []
  const compare = comparisonFor(first)
  const versions = (list: readonly FoundPackage[]): readonly string[] =>
    [...new Set(list.map(({ version }) => version))].sort((a, b) => compare(a, b) || compareText(a, b))
  const [old, now] = [versions(before), versions(after)]
  if (old.join('\0') === now.join('\0')) return []
  const [was, is] = [old.at(-1), now.at(-1)]
  const isDowngrade = was !== undefined && is !== undefined && compare(is, was) < 0
  return [{ kind: first.kind, name: nameOf(first), before: old, after: now, isDowngrade }]
}

function nameOf({ namespace, name }: FoundPackage): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}
