import { compareAlpine } from './alpine.ts'
import { compareDebian } from './debian.ts'
import { compareMaven } from './maven.ts'
import type { Compare } from './order.ts'
import { comparePackagist } from './packagist.ts'
import { compareGem, compareNuget, comparePlain } from './plain.ts'
import { comparePypi } from './pypi.ts'
import { compareRpm } from './rpm.ts'
import { comparePub, compareSemver } from './semver.ts'

/** How each ecosystem of OSV orders versions (ossf.github.io/osv-schema, Defined ecosystems); releases are left off. */
const comparisons: Readonly<Record<string, Compare>> = {
  AlmaLinux: compareRpm,
  Alpine: compareAlpine,
  'Azure Linux': compareRpm,
  Bitnami: compareSemver,
  Chainguard: compareAlpine,
  CRAN: comparePlain,
  'crates.io': compareSemver,
  Debian: compareDebian,
  Go: compareSemver,
  Hackage: comparePlain,
  Maven: compareMaven,
  npm: compareSemver,
  openSUSE: compareRpm,
  NuGet: compareNuget,
  Packagist: comparePackagist,
  Pub: comparePub,
  PyPI: comparePypi,
  'Red Hat': compareRpm,
  'Rocky Linux': compareRpm,
  RubyGems: compareGem,
  SwiftURL: compareSemver,
  Ubuntu: compareDebian,
  Wolfi: compareAlpine,
}

/** How versions of an ecosystem such as `Debian:12` are ordered; nothing for one that is not known. */
export function comparisonOf(ecosystem: string): Compare | undefined {
  const name = ecosystem.split(':', 1)[0] ?? ''
  return Object.hasOwn(comparisons, name) ? comparisons[name] : undefined
}
