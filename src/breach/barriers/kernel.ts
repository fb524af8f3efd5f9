import { capabilityName } from '../../controls/workload/capabilities.ts'
import { effective } from '../../controls/workload/security-context.ts'
import type { Barrier } from '../../knowledge/barriers.ts'
import { rememberBoth } from '../../kernel/remember.ts'
import type { Container } from '../../model/pod.ts'
import { isKnown, type Known, unset, valueOf } from '../../model/known.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { mayRunLinux } from '../nodes/linux.ts'
import type { Terrain } from '../terrain.ts'
import type { BarriersOf } from './barriers-of.ts'
import { hiddenField, kernelSwitch, nodeImage } from './kernel-switch.ts'
import { intrinsic } from '../make-barrier.ts'
import { nonRootSwitch } from './user.ts'

/**
 * What lies between a plain container and the kernel of its node. The switches share the kernel's domain: a flaw that
 * none of them hides takes all of them down.
 */
export const kernelBarriers: BarriersOf = rememberBoth(
  (container: Container, terrain: Terrain): readonly StandingBarrier[] => {
    const kernel = sharedKernelBarrier(terrain)
    if (!mayRunLinux(container.pod)) return kernel
    return [
      ...kernel,
      ...confinementSwitches(container, terrain),
      ...nonRootSwitch(container, terrain),
      ...userNamespaceSwitch(container, terrain),
    ]
  },
)

/** The kernel alone, before a container that nothing narrows. */
export function sharedKernelBarrier(terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.kernel', 'nodeKernel', {
    at: nodeImage,
    domainOf: nodeImage,
    label: 'the kernel of the node has no known flaw',
    terrain,
  })
}

interface Confinement {
  readonly barrier: Barrier
  readonly label: string
  readonly read: (container: Container) => Known<unknown>
  readonly isConfining: (value: unknown) => boolean
}

const isProfile = (type: unknown): boolean => type === 'RuntimeDefault' || type === 'Localhost'

const confinements: readonly Confinement[] = [
  {
    barrier: 'K.seccomp',
    label: 'a seccomp profile filters system calls',
    read: (container) => effective(container, ({ seccompProfile }) => seccompProfile.type),
    isConfining: isProfile,
  },
  {
    barrier: 'K.lsm',
    label: 'an AppArmor profile confines it',
    read: (container) => effective(container, ({ appArmorProfile }) => appArmorProfile.type),
    isConfining: isProfile,
  },
  {
    barrier: 'K.caps',
    label: 'every capability is dropped',
    read: droppedEverything,
    isConfining: (name) => name !== undefined,
  },
  {
    barrier: 'K.nnp',
    label: 'it cannot gain privileges',
    read: ({ securityContext }) => securityContext.allowPrivilegeEscalation,
    isConfining: (allowed) => allowed === false,
  },
]

/** A privileged container has none of them (containerd, WithPrivileged). */
function confinementSwitches(container: Container, terrain: Terrain): readonly StandingBarrier[] {
  if (!isKnown(container.securityContext.privileged, false)) return []
  return confinements.flatMap(({ barrier, label, read, isConfining }) => {
    const field = read(container)
    if (field.state !== 'hidden' && !isConfining(field.value)) return []
    const assumes = hiddenField(field, `how container ${container.name} is confined`)
    return kernelSwitch({ barrier, container, label, field, assumes }, terrain)
  })
}

function droppedEverything({ securityContext }: Container): Known<string | undefined> {
  const { capabilitiesAdded, capabilitiesDropped } = securityContext
  if (capabilitiesAdded.length > 0) return unset()
  return capabilitiesDropped.find((each) => capabilityName(valueOf(each) ?? '') === 'ALL') ?? unset()
}

/** Root in a user namespace of its own is nobody on the node, privileged or not; its capabilities end there too. */
export const userNamespaceSwitch: BarriersOf = rememberBoth(
  (container: Container, terrain: Terrain): readonly StandingBarrier[] => {
    const { hostUsers: field, name } = container.pod
    if (isKnown(field, true)) return []
    const label = 'root inside is nobody outside'
    const assumes = hiddenField(field, `whether ${name} has a user namespace of its own`)
    return kernelSwitch({ barrier: 'K.userns', container, label, field, assumes }, terrain)
  },
)

/**
 * What AppArmor holds: a stated profile, or the runtime's own on nodes that have AppArmor. A stated one is surely there: without
 * AppArmor the kubelet does not start the pod.
 */
export function appArmorSwitch(container: Container, terrain: Terrain): readonly StandingBarrier[] {
  const field = effective(container, ({ appArmorProfile }) => appArmorProfile.type)
  if (isKnown(field, 'Unconfined') || !isKnown(container.securityContext.privileged, false)) return []
  const label = 'an AppArmor profile confines it'
  const place = { barrier: 'K.lsm', container, label, field } as const
  if (field.state === 'hidden')
    return kernelSwitch(
      { ...place, assumes: hiddenField(field, `how container ${container.name} is confined`) },
      terrain,
    )
  if (field.value !== undefined) return kernelSwitch(place, terrain)
  const { is, assumes, evidence } = terrain.facts.ask('appArmor')
  return is === 'bad' ? [] : kernelSwitch({ ...place, assumes, evidence }, terrain)
}

export function runtimeBarrier(terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.runtime', 'containerRuntime', {
    at: nodeImage,
    domainOf: nodeImage,
    label: 'containerd and runc have no known flaw',
    terrain,
  })
}

export function gpuBarrier(terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.gpu', 'gpuStack', {
    at: nodeImage,
    domainOf: nodeImage,
    label: 'GPU driver and toolkit have no known flaw',
    terrain,
  })
}
