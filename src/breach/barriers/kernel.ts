import { isKnown, type Known, originOf, valueOf } from '../../model/known.ts'
import type { Container } from '../../model/container.ts'
import type { LocalProfile } from '../../model/security-context.ts'
import type { Pod } from '../../model/pod.ts'
import { capabilityName } from '../../controls/workload/capabilities.ts'
import { effective } from '../../controls/workload/security-context.ts'
import { sandboxVerdict } from '../../controls/workload/sandbox.ts'
import type { StandingBarrier } from '../barrier.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt, intrinsic } from './make.ts'

/** One node image on all pools until somebody says otherwise: one flaw of its kernel opens each. */
const nodeImage = 'node-image'

/**
 * What lies between a plain container and the kernel of its node. The switches share the kernel's domain: a flaw that
 * none of them hides takes all of them down.
 */
export function kernelBarriers(container: Container, terrain: Terrain): readonly StandingBarrier[] {
  const kernel = sharedKernelBarrier(terrain)
  const [first] = kernel
  if (first === undefined) return []
  const { assumes } = first
  return [
    ...kernel,
    ...switches(container).map((each) => (assumes === undefined ? each : { ...each, assumes })),
  ]
}

/** The kernel alone, before a container that nothing narrows. */
export function sharedKernelBarrier(terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.kernel', 'nodeKernel', {
    at: nodeImage,
    domainOf: nodeImage,
    label: 'the kernel of the node has no known flaw',
    terrain,
  })
}

/** Switches that narrow what code can ask of the kernel; a privileged container has none of them. */
function switches(container: Container): readonly StandingBarrier[] {
  const { securityContext, pod, name } = container
  if (!isKnown(securityContext.privileged, false)) return []
  const seccomp = effective(container, ({ seccompProfile }) => seccompProfile.type)
  const appArmor = effective(container, ({ appArmorProfile }) => appArmorProfile.type)
  const all = securityContext.capabilitiesDropped.find(
    (each) => capabilityName(valueOf(each) ?? '') === 'ALL',
  )
  const standing: readonly (readonly [
    Parameters<typeof barrierAt>[0],
    boolean,
    Known<unknown> | undefined,
  ])[] = [
    ['K.seccomp', isConfined(seccomp), seccomp],
    ['K.lsm', isConfined(appArmor), appArmor],
    ['K.caps', all !== undefined && securityContext.capabilitiesAdded.length === 0, all],
    ['K.nonroot', isNonRoot(container), effective(container, ({ runAsNonRoot }) => runAsNonRoot)],
    [
      'K.nnp',
      isKnown(securityContext.allowPrivilegeEscalation, false),
      securityContext.allowPrivilegeEscalation,
    ],
    ['K.userns', isKnown(pod.hostUsers, false), pod.hostUsers],
  ]
  return standing.flatMap(([barrier, stands, field]) =>
    stands
      ? [
          barrierAt(barrier, {
            at: `${pod.namespace}/${pod.name}/${name}`,
            domainOf: nodeImage,
            label: switchLabels[barrier] ?? barrier,
            evidence: [field === undefined ? undefined : originOf(field)],
          }),
        ]
      : [],
  )
}

const switchLabels: Readonly<Record<string, string>> = {
  'K.seccomp': 'a seccomp profile filters system calls',
  'K.lsm': 'an AppArmor profile confines it',
  'K.caps': 'every capability is dropped',
  'K.nonroot': 'it runs as another user than root',
  'K.nnp': 'it cannot gain privileges',
  'K.userns': 'root inside is nobody outside',
}

function isConfined(type: LocalProfile['type']): boolean {
  return isKnown(type, 'RuntimeDefault') || isKnown(type, 'Localhost')
}

function isNonRoot(container: Container): boolean {
  if (
    isKnown(
      effective(container, ({ runAsNonRoot }) => runAsNonRoot),
      true,
    )
  )
    return true
  return (valueOf(effective(container, ({ runAsUser }) => runAsUser)) ?? 0) > 0
}

/** What lies between a sandboxed pod and its node: a kernel of its own, and the hypervisor under it. */
export function sandboxBarriers(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  const evidence = [originOf(pod.runtimeClassName)]
  return [
    ...intrinsic('X.guest', 'sandbox', {
      at: 'sandbox',
      domainOf: 'sandbox',
      label: 'the kernel of the sandbox has no known flaw',
      evidence,
      terrain,
    }),
    ...hypervisorBarrier(pod, terrain),
  ]
}

export function hypervisorBarrier(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.hypervisor', 'sandbox', {
    at: 'sandbox',
    domainOf: 'sandbox',
    label: 'the hypervisor has no known flaw',
    evidence: [originOf(pod.runtimeClassName)],
    terrain,
  })
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

/** Whether a pod has a kernel of its own; `unknown` where its runtime class cannot be told. */
export function sandboxOf(pod: Pod, terrain: Terrain): 'yes' | 'no' | 'unknown' {
  const { verdict } = sandboxVerdict(pod, terrain.platform)
  if (verdict === 'unknown') return 'unknown'
  return verdict === 'pass' ? 'yes' : 'no'
}
