/**
 * Kubernetes minor versions that AKS supports, oldest first. Dated data (AKS supported versions, 2026-08). Where nothing
 * tells which one runs, the oldest is assumed: later versions only relax what Pod Security Standards forbid.
 */
export const supportedKubernetes: {
  readonly date: string
  readonly versions: readonly [string, ...string[]]
} = { date: '2026-08-31', versions: ['1.34', '1.35', '1.36'] }

export const assumedKubernetesVersion: string = supportedKubernetes.versions[0]

/** True where a version such as `1.34` is at least another. */
export function isAtLeast(version: string, floor: string): boolean {
  const [major = 0, minor = 0] = partsOf(version)
  const [floorMajor = 0, floorMinor = 0] = partsOf(floor)
  return major > floorMajor || (major === floorMajor && minor >= floorMinor)
}

/** The few versions that a scan names, each asked about for every pod. */
const known = new Map<string, readonly number[]>()

function partsOf(version: string): readonly number[] {
  const parts = known.get(version) ?? version.split('.').map(Number)
  known.set(version, parts)
  return parts
}
