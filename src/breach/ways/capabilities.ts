import { baselineCapabilities, capabilityName } from '../../controls/workload/capabilities.ts'
import type { Container } from '../../model/pod.ts'
import { type Known, originOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { closedBy, type Condition, conditionOn } from '../steps/condition.ts'

/** What containerd grants without being asked. */
const grantedByDefault: ReadonlySet<string> = new Set([...baselineCapabilities, 'NET_RAW'])

export function isPrivileged({ name, securityContext }: Container): Condition {
  const question = `whether container ${name} runs privileged`
  return closedBy(
    'privileged-container',
    conditionOn(securityContext.privileged, (on) => on, question),
  )
}

/**
 * Whether a container has a capability, in the order in which containerd applies the lists (WithCapabilities): add ALL, drop
 * ALL, add by name, drop by name. A privileged container has all of them; that is a technique of its own.
 */
export function holdsCapability(container: Container, name: string): Condition {
  const condition = grantOf(container, name)
  const control = controls[name]
  return control === undefined || condition.control !== undefined ? condition : closedBy(control, condition)
}

/** Controls that demand that a capability is not added. */
const controls: Readonly<Record<string, string>> = {
  SYS_MODULE: 'capability-sys-module-added',
  SYS_ADMIN: 'capability-sys-admin-added',
  SYS_PTRACE: 'capability-into-kernel-added',
  BPF: 'capability-into-kernel-added',
  PERFMON: 'capability-into-kernel-added',
  DAC_READ_SEARCH: 'capability-past-files-added',
  NET_ADMIN: 'capability-net-admin-added',
}

function grantOf({ name: container, securityContext }: Container, name: string): Condition {
  const added = byName(securityContext.capabilitiesAdded)
  const dropped = byName(securityContext.capabilitiesDropped)
  const question = `which capabilities container ${container} has`
  if (dropped.has(name)) return { is: 'no', question }
  if (!added.has(name) && !dropped.has('ALL') && added.has('ALL'))
    return closedBy(
      'capability-all-added',
      granted(added.get('ALL'), securityContext.capabilitiesDropped, question),
    )
  if (added.has(name) || (grantedByDefault.has(name) && !dropped.has('ALL')))
    return granted(added.get(name), securityContext.capabilitiesDropped, question)
  const unread = hiddenIn(securityContext.capabilitiesAdded)
  return unread === undefined ? { is: 'no', question } : { is: 'unknown', origin: unread, question }
}

/** A list that cannot be read may drop it. */
function granted(origin: Origin | undefined, dropped: readonly Known<string>[], question: string): Condition {
  const unread = hiddenIn(dropped)
  return unread === undefined ? { is: 'yes', origin, question } : { is: 'unknown', origin: unread, question }
}

function byName(list: readonly Known<string>[]): ReadonlyMap<string, Origin | undefined> {
  return new Map(
    list.flatMap((each) =>
      each.state === 'hidden' ? [] : [[capabilityName(each.value), originOf(each)] as const],
    ),
  )
}

function hiddenIn(list: readonly Known<string>[]): Origin | undefined {
  for (const each of list) if (each.state === 'hidden') return each.origin
  return undefined
}
