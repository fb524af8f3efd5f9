import { lookup } from '../kernel/lookup.ts'
import { containerdFixes } from '../knowledge/containerd-fixes.ts'
import type { Facts } from '../knowledge/platform-facts.ts'
import { valueOf } from '../model/known.ts'
import type { ClusterNode } from '../model/node.ts'
import type { Platform } from '../model/platform.ts'

/**
 * What nodes say of themselves. Their status names containerd and not runc: an old containerd shows that fixes are
 * missing, a new one does not show that all are there.
 */
export function factsOfNodes(platform: Platform): Facts {
  return outdatedRuntime(platform) === undefined ? {} : { containerRuntime: { value: 'outdated' } }
}

/** A node whose container runtime lacks known fixes. */
export function outdatedRuntime(platform: Platform): ClusterNode | undefined {
  return platform.all('node').find(({ software }) => lacksFixes(valueOf(software.containerRuntime) ?? ''))
}

/** `containerd://2.2.5`, `containerd://1.7.33-1`; a distribution's own build has fixes that its number does not show. */
const upstreamBuild = /^containerd:\/\/v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-\d{1,4})?$/

function lacksFixes(version: string): boolean {
  const match = upstreamBuild.exec(version)
  if (match === null) return false
  const [, major = '', minor = '', patch = ''] = match
  const fixed = lookup(containerdFixes.patchLevels, `${major}.${minor}`)
  return fixed === undefined ? isOldLine(Number(major), Number(minor)) : Number(patch) < fixed
}

function isOldLine(major: number, minor: number): boolean {
  return Object.keys(containerdFixes.patchLevels).every((line) => {
    const [lineMajor = 0, lineMinor = 0] = line.split('.').map(Number)
    return major < lineMajor || (major === lineMajor && minor < lineMinor)
  })
}
