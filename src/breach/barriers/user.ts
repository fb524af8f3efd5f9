import { effective } from '../../controls/workload/security-context.ts'
import { rememberBoth } from '../../kernel/remember.ts'
import type { Container } from '../../model/pod.ts'
import { isKnown, type Known, originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { allDoubted, assumption } from '../steps/doubt.ts'
import type { Terrain } from '../terrain.ts'
import type { BarriersOf } from './barriers-of.ts'
import { hiddenField, kernelSwitch } from './kernel-switch.ts'
import { guestBarrier, sandboxOf } from './sandbox.ts'

/** Whom a container runs as at first. Where nobody says, its image does: it is asked, and most that are not opened say root. */
export interface ContainerUser {
  readonly is: 'root' | 'other' | 'unset' | 'hidden'
  readonly id?: number
  /** The field that tells; the image where it does. */
  readonly field: Known<unknown>
}

export function userOf(container: Container, platform: Platform): ContainerUser {
  const user = effective(container, ({ runAsUser }) => runAsUser)
  const nonRoot = effective(container, ({ runAsNonRoot }) => runAsNonRoot)
  const id = valueOf(user)
  // The kubelet does not start as root what must not be root.
  if (isKnown(nonRoot, true)) return { is: 'other', field: nonRoot, ...(id === undefined ? {} : { id }) }
  if (user.state === 'hidden') return { is: 'hidden', field: user }
  if (id === 0) return { is: 'root', field: user }
  if (id !== undefined) return { is: 'other', id, field: user }
  if (nonRoot.state === 'hidden') return { is: 'hidden', field: nonRoot }
  return userOfImage(container, platform) ?? { is: 'unset', field: nonRoot }
}

function userOfImage(container: Container, platform: Platform): ContainerUser | undefined {
  const look = platform.imageOf(container)
  if (look.is !== 'opened' || look.image.user.is === 'unknown') return undefined
  const { is, id } = look.image.user
  return { is, field: container.image, ...(id === undefined ? {} : { id }) }
}

/** The user as one of the switches of the node's kernel. */
export const nonRootSwitch: BarriersOf = rememberBoth(
  (container: Container, terrain: Terrain): readonly StandingBarrier[] => {
    const { is, field } = userOf(container, terrain.platform)
    if (is === 'root' || is === 'unset') return []
    const label = `container ${container.name} runs as another user than root`
    return kernelSwitch(
      { barrier: 'K.nonroot', container, label, field, assumes: userDoubt(container, terrain.platform) },
      terrain,
    )
  },
)

/**
 * What keeps code from what only root may do: to use a capability, to write what root owns. Its user is no obstacle
 * where a program of the image makes it root (`allowPrivilegeEscalation`). In a sandbox the guest's kernel knows the
 * users, and root there is root for the files that it is handed.
 */
export const rootBarriers: BarriersOf = rememberBoth(
  (container: Container, terrain: Terrain): readonly StandingBarrier[] => {
    const { is } = userOf(container, terrain.platform)
    if (is === 'root' || is === 'unset') return []
    if (sandboxOf(container.pod, terrain) !== 'yes') return nonRootSwitch(container, terrain)
    return allDoubted(guestBarrier(container.pod, terrain), userDoubt(container, terrain.platform))
  },
)

/**
 * As `rootBarriers`, for what root's group may do as well: sockets of the runtimes and the kubelet's folders. A user
 * without group is in it, unless its image says otherwise.
 */
export function rootGroupBarriers(container: Container, terrain: Terrain): readonly StandingBarrier[] {
  return allDoubted(rootBarriers(container, terrain), groupDoubt(container))
}

function userDoubt(container: Container, platform: Platform): Assumption | undefined {
  const { allowPrivilegeEscalation: escalation } = container.securityContext
  const { field } = userOf(container, platform)
  const hidden = hiddenField(field, `which user container ${container.name} runs as`)
  if (hidden !== undefined || isKnown(escalation, false)) return hidden
  const program = setIdPrograms(container, platform)
  const question = `whether ${program} in the image of container ${container.name} makes its user root`
  return assumption(question, originOf(escalation))
}

/** Those that run with more rights than who starts them, where the image was opened; other means to the same leave no mark. */
function setIdPrograms(container: Container, platform: Platform): string {
  const look = platform.imageOf(container)
  const [first, ...others] = look.is === 'opened' ? look.image.setIdPrograms : []
  if (first === undefined) return 'no program'
  return others.length === 0
    ? `neither ${first} nor another program`
    : `none of ${first}, ${others.length} more such programs or others`
}

function groupDoubt(container: Container): Assumption | undefined {
  const group = effective(container, ({ runAsGroup }) => runAsGroup)
  const { supplementalGroups, fsGroup } = container.pod.securityContext
  const others = [fsGroup, ...supplementalGroups]
  const isOutside = (valueOf(group) ?? 0) > 0 && others.every((each) => each.state !== 'hidden')
  if (isOutside && others.every((each) => valueOf(each) !== 0)) return undefined
  const question = `whether container ${container.name} runs in another group than root’s`
  return assumption(question, originOf(group))
}
