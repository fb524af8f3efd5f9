import type { Container } from '../../model/pod.ts'
import { type Known, originOf, valueOf } from '../../model/known.ts'
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

/** Checks that look at added capabilities whatever their name; every control of one claims them. */
export const addedReferences: readonly string[] = [
  'cis-1.11:5.2.9',
  'pod-security-standards:capabilities_baseline',
  'pod-security-standards:capabilities_restricted',
  'cis-docker-1.6-docker-bench:5.4',
  'checkov:CKV_K8S_25',
  'trivy:KSV-0022',
  'trivy:KSV-0106',
  'docker-security:capabilities-1',
  'azure-policy:c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
  'owasp-docker:OWASP-DOCKER-3',
  'krol3-container-security-checklist:KROL3-image-hardening-5',
  'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
]

/** Capabilities with a control of their own, which tells what each leads to. */
export const judgedByName: ReadonlySet<string> = new Set([
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'DAC_READ_SEARCH',
  'IPC_LOCK',
  'IPC_OWNER',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'NET_ADMIN',
  'NET_RAW',
  'PERFMON',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
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

/**
 * Whether a control about certain capabilities is asked: where the list cannot be read, one control says so
 * (`capability-added-beyond-default`), not a dozen.
 */
export function tellsOf(container: Container, isBad: (name: string) => boolean): boolean {
  const { capabilitiesAdded } = container.securityContext
  return (
    capabilitiesAdded.every(({ state }) => state !== 'hidden') ||
    capabilitiesAdded.some((name) => name.state !== 'hidden' && isBad(name.value))
  )
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

/** Whether a container drops every default capability by its name instead of `ALL` (Polaris counts NET_ADMIN too). */
export function dropsByName({ securityContext }: Container): boolean {
  const dropped = new Set(
    securityContext.capabilitiesDropped.map((name) => capabilityName(valueOf(name) ?? '')),
  )
  return [...baselineCapabilities, 'NET_RAW', 'NET_ADMIN'].every((name) => dropped.has(name))
}

function hiddenIn(names: readonly Known<string>[], subject: string): Verdict | undefined {
  for (const name of names) {
    if (name.state === 'hidden') return unknown(`${subject} cannot be told: ${name.reason}.`, name.origin)
  }
  return undefined
}
