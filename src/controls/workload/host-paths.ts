import { posix } from 'node:path'

import { originOf, valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Volume } from '../../model/volume.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Volumes that are paths of the node, and those that cannot be read and may be. */
export function hostPathsOf(pod: Pod): readonly Volume[] {
  return pod.volumes.filter(({ type, hostPath }) => type === 'hostPath' || hostPath.state === 'hidden')
}

/** `/var/lib/../lib/kubelet/` is `/var/lib/kubelet`; `/var/run` is a link to `/run` on every distribution of today. */
export function normalisePath(path: string): string {
  const clean = posix.normalize(path).replace(/(?<=.)\/$/, '')
  return clean.replace(/^\/var\/run(?=\/|$)/, '/run')
}

export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || isBelow(path, folder)
}

export function isBelow(path: string, folder: string): boolean {
  return path !== folder && path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

/**
 * Whether a control about certain host paths is asked: where a path cannot be read, one control says so
 * (`host-path-volume`), not half a dozen. Compose files have no such control.
 */
export function tellsPaths(pod: Pod, isBad: (path: string) => boolean): boolean {
  const paths = hostPathsOf(pod).map(({ hostPath }) => hostPath)
  return (
    pod.orchestrator === 'docker' ||
    paths.every(({ state }) => state !== 'hidden') ||
    paths.some((path) => path.state !== 'hidden' && path.value !== undefined && isBad(path.value))
  )
}

/** Fails where a hostPath of a pod is bad; `unknown` where a path cannot be read. */
export function forbidHostPaths(
  pod: Pod,
  isBad: (path: string) => boolean,
  message: (paths: string) => string,
): Verdict {
  const volumes = hostPathsOf(pod)
  const bad = volumes.filter(({ hostPath }) => {
    const path = valueOf(hostPath)
    return path !== undefined && isBad(path)
  })
  if (bad.length > 0) {
    const paths = bad.map(({ hostPath }) => valueOf(hostPath)).join(', ')
    return fail(message(paths), ...bad.map(({ hostPath }) => originOf(hostPath)))
  }
  const hidden = volumes.find(({ hostPath }) => hostPath.state === 'hidden')
  if (hidden === undefined) return pass()
  return unknown(
    `Which path of its node ${pod.kind} ${pod.name} mounts cannot be told.`,
    originOf(hidden.hostPath),
  )
}
