import { compareText } from '../kernel/text.ts'
import { normaliseName } from './inventory/package-names.ts'
import type { LaidFacts, MergedLayers } from './layers/merge.ts'
import { releaseFiles } from './inventory/os-release.ts'
import type { OperatingSystem, Package, Untold } from './inventory/package.ts'
import { outermost } from './inventory/zipped.ts'

/** A package of an image, and where it came in. */
export interface FoundPackage extends Package {
  /** The lowest layer that has it, in this version. */
  readonly layer: number
  /** A package of the distribution brought it along: its version says nothing about what was fixed in it. */
  readonly isOwned: boolean
}

/** What an image holds. */
export interface Inventory {
  readonly os?: OperatingSystem
  readonly packages: readonly FoundPackage[]
  /** What no package of the distribution brought, and no name or version is known of. */
  readonly untold: readonly Untold[]
}

export function takeInventory({ facts, marks }: MergedLayers): Inventory {
  const owned = new Set([...facts.values()].flatMap((versions) => versions.at(-1)?.facts.owned ?? []))
  const packages = withoutRepeats([...facts.values()].flatMap((versions) => packagesOf(versions, owned)))
  const programs = [...marks].flatMap(([path, { kind }]) => (kind === 'file' && !owned.has(path) ? path : []))
  const untold = [
    ...programs.filter((path) => isUntold(path, packages)).map(untoldInterpreter),
    ...[...facts.values()].flatMap((versions) => versions.at(-1)?.facts.untold ?? []),
  ]
  return {
    ...systemOf(facts),
    packages: packages.sort(byName),
    untold: untold.filter(({ file }) => !owned.has(outermost(file))).sort(byFile),
  }
}

/** What a bill of materials declares counts where nothing else tells of it, and once. */
function withoutRepeats(packages: readonly FoundPackage[]): FoundPackage[] {
  const known = new Set(packages.flatMap((each) => (each.isDeclared === true ? [] : plainKeyOf(each))))
  return packages.filter((each) => {
    if (each.isDeclared !== true) return true
    const key = plainKeyOf(each)
    const isKnown = known.has(key)
    known.add(key)
    return !isKnown
  })
}

/** Bills write names as they like, and leave the architecture out. */
function plainKeyOf({ kind, namespace = '', name, version }: Package): string {
  const plain = kind === 'pypi' ? normaliseName('PyPI', name) : name
  return [kind, namespace, plain, version].join('\0')
}

function untoldInterpreter(file: string): Untold {
  return { file, message: `${file} came with no package, and its version is not told.` }
}

function byFile(a: Untold, b: Untold): number {
  return compareText(a.file, b.file) || compareText(a.message, b.message)
}

/** `python3.11` and `node` as they are built from source; their headers tell more. */
function isUntold(path: string, packages: readonly FoundPackage[]): boolean {
  const [, python, node] = /(?:^|\/)bin\/(?:python(\d\.\d+)|(node))$/.exec(path) ?? []
  const [name, version] = node === undefined ? ['python', python] : ['node', '']
  if (version === undefined) return false
  return !packages.some(
    (each) => each.kind === 'generic' && each.name === name && each.version.startsWith(version),
  )
}

function systemOf(facts: MergedLayers['facts']): { os?: OperatingSystem } {
  const [os] = releaseFiles.flatMap((path) => facts.get(path)?.at(-1)?.facts.os ?? [])
  return os === undefined ? {} : { os }
}

/** Packages that the last version of a file tells of, each with the first version that did. */
function packagesOf(versions: readonly LaidFacts[], owned: ReadonlySet<string>): FoundPackage[] {
  const firstLayers = new Map<string, number>()
  for (const { layer, facts } of versions) {
    for (const each of facts.packages) if (!firstLayers.has(keyOf(each))) firstLayers.set(keyOf(each), layer)
  }
  return (versions.at(-1)?.facts.packages ?? []).map((each) => ({
    ...each,
    layer: firstLayers.get(keyOf(each)) ?? 0,
    isOwned: owned.has(outermost(each.file)),
  }))
}

function keyOf({ kind, namespace = '', name, version, arch = '' }: Package): string {
  return [kind, namespace, name, version, arch].join('\0')
}

function byName(a: Package, b: Package): number {
  return (
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    compareText(keyOf(a), keyOf(b)) ||
    compareText(a.file, b.file)
  )
}
