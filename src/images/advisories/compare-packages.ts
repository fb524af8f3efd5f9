import type { Package, PackageKind } from '../inventory/package.ts'
import { compareAlpine } from '../versions/alpine.ts'
import { compareDebian } from '../versions/debian.ts'
import { compareMaven } from '../versions/maven.ts'
import type { Compare } from '../versions/order.ts'
import { comparePackagist } from '../versions/packagist.ts'
import { compareGem, compareNuget, comparePlain } from '../versions/plain.ts'
import { comparePypi } from '../versions/pypi.ts'
import { compareRpm } from '../versions/rpm.ts'
import { compareSemver } from '../versions/semver.ts'

const comparisons: Readonly<Record<PackageKind, Compare>> = {
  apk: compareAlpine,
  bitnami: compareSemver,
  cargo: compareSemver,
  composer: comparePackagist,
  conda: comparePypi,
  cran: comparePlain,
  deb: compareDebian,
  gem: compareGem,
  generic: compareSemver,
  golang: compareSemver,
  maven: compareMaven,
  npm: compareSemver,
  nuget: compareNuget,
  pypi: comparePypi,
  rpm: compareRpm,
}

/** How versions of a package are ordered. */
export function comparisonFor({ kind }: Pick<Package, 'kind'>): Compare {
  return comparisons[kind]
}
