import type { Container } from '../../model/container.ts'
import { type Known, originOf } from '../../model/known.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** What Docker and containerd grant without being asked, less NET_RAW (Pod Security Standards, baseline). */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/** `cap_sys_admin` and `SYS_ADMIN` are one capability; runtimes read names without regard to case. */
export function capabilityName(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '')
}

/** Fails where a container adds a capability that is bad. */
export function forbidAdded(
  container: Container,
  isBad: (name: string) => boolean,
  consequence: string,
): Verdict {
  const { capabilitiesAdded } = container.securityContext
  const bad = capabilitiesAdded.filter((name) => name.state !== 'hidden' && isBad(name.value))
  if (bad.length > 0) {
    const names = bad.map((name) => (name.state === 'hidden' ? '' : name.value)).join(', ')
    return fail(`Container ${container.name} adds ${names}${consequence}.`, ...bad.map(originOf))
  }
  return hiddenIn(capabilitiesAdded, `Which capabilities container ${container.name} adds`) ?? pass()
}

/** Whether a container drops a capability; `unknown` where the list cannot be read. */
export function demandDropped(
  container: Container,
  isEnough: (name: string) => boolean,
  message: string,
): Verdict {
  const { capabilitiesDropped, origin } = container.securityContext
  if (capabilitiesDropped.some((name) => name.state !== 'hidden' && isEnough(capabilityName(name.value))))
    return pass()
  return (
    hiddenIn(capabilitiesDropped, `Which capabilities container ${container.name} drops`) ??
    fail(message, originOf(capabilitiesDropped[0] ?? { state: 'default', value: '' }) ?? origin)
  )
}

function hiddenIn(names: readonly Known<string>[], subject: string): Verdict | undefined {
  for (const name of names) {
    if (name.state === 'hidden') return unknown(`${subject} cannot be told: ${name.reason}.`, name.origin)
  }
  return undefined
}
