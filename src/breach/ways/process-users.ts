import type { Container, Pod } from '../../model/pod.ts'
import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { sandboxOf } from '../barriers/sandbox.ts'
import { userOf } from '../barriers/user.ts'
import { holdsCapability } from './capabilities.ts'
import { mayRunLinux } from '../nodes/linux.ts'
import type { Terrain } from '../terrain.ts'

// Who may look into a process: who runs as its user and holds at least its capabilities (Linux, ptrace(2), access mode
// checks). SYS_PTRACE looks into all.

/** Root that may become any user (SETUID). */
export const anyUser = 'any user'

/** A user whom the image names, or whom nobody can read. */
export const unstatedUser = 'a user that nobody states'

/** As whom code in a container looks at processes; nothing where that cannot be told. */
export function lookerIn(container: Container, platform: Platform): string | undefined {
  const { is, id } = userOf(container, platform)
  if (is === 'hidden' || (is === 'other' && id === undefined)) return undefined
  if (is === 'other') return userName(id)
  return holdsCapability(container, 'SETUID').is === 'no' ? rootOf(container) : anyUser
}

/** The users whose processes a pod shows to others on its node: not those of a sandbox or of a user namespace of its own. */
export function usersIn(pod: Pod, terrain: Terrain): readonly string[] {
  const isApart = isKnown(pod.hostUsers, false) || !mayRunLinux(pod) || sandboxOf(pod, terrain) === 'yes'
  if (isApart) return []
  const running = pod.containers.filter(({ role }) => role !== 'init')
  return [...new Set(running.flatMap((container) => userIn(container, terrain.platform) ?? []))]
}

/** A privileged process holds more capabilities than whoever is not privileged. */
function userIn(container: Container, platform: Platform): string | undefined {
  if (isKnown(container.securityContext.privileged, true)) return undefined
  const { is, id } = userOf(container, platform)
  if (is === 'root') return rootOf(container)
  return is === 'other' && id !== undefined ? userName(id) : unstatedUser
}

function rootOf(container: Container): string {
  return holdsCapability(container, 'CHOWN').is === 'no' ? 'root without capabilities' : 'root'
}

function userName(id: number | undefined): string {
  return `user ${id ?? 0}`
}
