/** The kinds of packages, called as the types of package URLs. */
export type PackageKind =
  | 'apk'
  | 'bitnami'
  | 'cargo'
  | 'composer'
  | 'conda'
  | 'cran'
  | 'deb'
  | 'gem'
  | 'generic'
  | 'golang'
  | 'maven'
  | 'npm'
  | 'nuget'
  | 'pypi'
  | 'rpm'

/** One package as its own records tell of it. */
export interface Package {
  readonly kind: PackageKind
  readonly name: string
  /** As written, with epoch and revision. */
  readonly version: string
  readonly arch?: string
  /** What it was built from, where distributions tell: their advisories are about sources. */
  readonly source?: { readonly name: string; readonly version: string }
  /** The publisher's part of its name, such as the group of a Java archive. */
  readonly namespace?: string
  /** Where none is told: those that it may be of. */
  readonly groups?: readonly string[]
  readonly license?: string
  /** Of an rpm that belongs to a module: `nodejs:18:…`. */
  readonly module?: string
  /** Of a distribution other than the image's own. */
  readonly release?: Pick<OperatingSystem, 'id' | 'version'>
  /** Nothing but a bill of materials tells of it. */
  readonly isDeclared?: true
  /** It lies in an archive that it is installed from: nothing runs it before. */
  readonly isPacked?: true
  /** The file in the image that tells of it. */
  readonly file: string
}

/** A distribution, as its release file tells. */
export interface OperatingSystem {
  /** `debian`, `alpine`, `azurelinux`. */
  readonly id: string
  /** `12`, `3.10.2`; empty where none is told, as in Debian's unstable. */
  readonly version: string
  /** As people call it. */
  readonly name: string
  /** What it derives from. */
  readonly like: readonly string[]
  readonly file: string
}

/** What could not be read of a file, and on which line. */
export interface Fault {
  readonly message: string
  readonly line: number
}

/** What is there and may be vulnerable, but has no name or version that advisories could be asked about. */
export interface Untold {
  readonly file: string
  /** One sentence: what it is, and why nothing more is known. */
  readonly message: string
  /** Where only the version is not known: whether anybody wrote advisories about it can be asked. */
  readonly name?: Pick<Package, 'kind' | 'name'>
}

/** What one file of an image tells. */
export interface FileFacts {
  readonly packages: readonly Package[]
  readonly os?: OperatingSystem
  /** Files that packages of the distribution own, of those that tell of packages themselves. */
  readonly owned: readonly string[]
  readonly faults: readonly Fault[]
  readonly untold?: readonly Untold[]
  /** Users by name and number, of the file that lists them. */
  readonly users?: readonly (readonly [name: string, id: number])[]
}

export const noFacts: FileFacts = { packages: [], owned: [], faults: [] }

/** Reads one kind of file. */
export interface FileReader {
  readonly name: string
  /** Names of the files, how they end or begin, or the folders in which they lie: of these `accepts` is asked. */
  readonly names?: readonly string[]
  readonly extensions?: readonly string[]
  readonly folders?: readonly string[]
  /** What stands before the first dot of a name. */
  readonly stems?: readonly string[]
  readonly accepts: (path: string) => boolean
  /** The name tells all: no byte is read. */
  readonly isNameEnough?: true
  /** A larger file is a problem, and not read. */
  readonly maxBytes: number
  readonly read: (file: ImageFile) => FileFacts
}

export interface ImageFile {
  readonly path: string
  readonly bytes: Buffer
}

const ofDistributions: ReadonlySet<PackageKind> = new Set(['apk', 'deb', 'rpm'])

export function isOfDistribution({ kind }: Pick<Package, 'kind'>): boolean {
  return ofDistributions.has(kind)
}
