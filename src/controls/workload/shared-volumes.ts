import type { Container, Pod } from '../../model/pod.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Volume } from '../../model/volume.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Says under which name a volume's storage is known to several pods; nothing where no other pod can name it. */
export type StorageKey = (volume: Volume, pod: Pod) => string | undefined

/** Fails where a pod may write into storage that another workload uses too. */
export function forbidSharedWriting(pod: Pod, platform: Platform, keyOf: StorageKey): Verdict {
  return every(pod.volumes, (volume) => {
    const key = keyOf(volume, pod)
    if (key === undefined) return pass()
    const other = usersOf(platform, keyOf)
      .get(key)
      ?.find((user) => !isSameWorkload(user, pod))
    if (other === undefined) return pass()
    const access = accessOf(pod, volume)
    if (access.state === 'none') return pass()
    const message = `${pod.kind} ${pod.name} may write into ${key}, which ${other.kind} ${other.name} uses too.`
    if (access.state === 'write') return fail(message, access.origin ?? volume.origin)
    return unknown(`${message} Whether it may cannot be told.`, access.origin ?? volume.origin)
  })
}

/** Also where several files declare it: one that states no namespace may be applied to any. */
function isSameWorkload(a: Pod, b: Pod): boolean {
  const isOneNamespace = a.namespace === b.namespace || !a.isNamespaceStated || !b.isNamespaceStated
  return a.kind === b.kind && a.name === b.name && a.part === b.part && isOneNamespace
}

interface Access {
  readonly state: 'none' | 'write' | 'unknown'
  readonly origin?: Origin | undefined
}

/** What the containers of a pod may do to a volume. */
function accessOf(pod: Pod, volume: Volume): Access {
  const name = valueOf(volume.name)
  const mounts = pod.containers.flatMap((container: Container) =>
    container.mounts.filter((mount) => valueOf(mount.volume) === name),
  )
  if (isKnown(volume.readOnly, true)) return { state: 'none' }
  const writable = mounts.find((mount) => isKnown(mount.readOnly, false))
  if (writable !== undefined) return { state: 'write', origin: writable.origin }
  const hidden = mounts.find((mount) => mount.readOnly.state === 'hidden')
  return hidden === undefined ? { state: 'none' } : { state: 'unknown', origin: originOf(hidden.readOnly) }
}

type Users = ReadonlyMap<string, readonly Pod[]>

const indexes = new WeakMap<Platform, Map<StorageKey, Users>>()

/** Pods by the storage that they name, built once for a platform. */
function usersOf(platform: Platform, keyOf: StorageKey): Users {
  const known = indexes.get(platform) ?? new Map<StorageKey, Users>()
  indexes.set(platform, known)
  const users = known.get(keyOf) ?? indexUsers(platform, keyOf)
  known.set(keyOf, users)
  return users
}

function indexUsers(platform: Platform, keyOf: StorageKey): Users {
  const users = new Map<string, Pod[]>()
  for (const pod of platform.all('pod')) {
    for (const volume of pod.volumes) {
      const key = keyOf(volume, pod)
      if (key === undefined) continue
      const list = users.get(key)
      if (list === undefined) users.set(key, [pod])
      else list.push(pod)
    }
  }
  return users
}
