import { lookup } from '../kernel/lookup.ts'
import { aksBulletins, type Bulletin } from '../knowledge/aks-bulletins.ts'
import { containerdFixes } from '../knowledge/containerd-fixes.ts'
import type { AgentPool } from '../model/azure.ts'
import { type Known, unset } from '../model/known.ts'
import { isBefore, type NodeImage, parseBuild, parseNodeImage } from './node-image.ts'
import type { ClusterNode } from '../model/node.ts'

/** What AKS writes on every node. */
const imageLabel = 'kubernetes.azure.com/node-image-version'

/** The image that nodes run; not stated where nobody showed running ones. */
export function nodeImageOf(asset: AgentPool | ClusterNode): Known<string | undefined> {
  return asset.asset === 'agent-pool' ? asset.nodeImageVersion : (asset.labels.get(imageLabel) ?? unset())
}

/** The bulletins whose fix an image lacks. */
export function missingFixes(imageName: string): readonly Bulletin[] {
  const image = parseNodeImage(imageName)
  return image === undefined ? [] : aksBulletins.bulletins.filter((bulletin) => isMissing(bulletin, image))
}

function isMissing({ fixed }: Bulletin, image: NodeImage): boolean {
  const first = image.system === 'other' ? undefined : fixed[image.system]
  const build = parseBuild(first ?? '')
  return build !== undefined && isBefore(image, build)
}

/** `containerd://2.2.5`, `containerd://1.7.33-1`; a distribution's own build has fixes that its number does not show. */
const upstreamBuild = /^containerd:\/\/v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-\d{1,4})?$/

/** Whether fixes of containerd are known to be missing; a new one does not show that those of runc are there. */
export function lacksRuntimeFixes(version: string): boolean {
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
