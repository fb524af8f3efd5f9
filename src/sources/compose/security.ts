import type { ContainerSecurityContext } from '../../model/container.ts'
import { byDefault, type Hidden, hidden, type Known, mapKnown, stated, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { PodSecurityContext } from '../../model/pod.ts'
import type { LocalProfile, SecurityContext, SeLinuxOptions } from '../../model/security-context.ts'
import type { Fields } from '../../values/fields.ts'
import { listOrMap } from './lists.ts'

const noWindows = { hostProcess: byDefault(false), runAsUserName: unset() }

/** Kubernetes' pod-wide fields have no counterpart: only sysctls and groups stand here. */
export function readPodContext(service: Fields, origin: Origin): PodSecurityContext {
  return {
    origin: undefined,
    runAsNonRoot: unset(),
    runAsUser: unset(),
    runAsGroup: unset(),
    seccompProfile: { type: unset(), localhostProfile: unset() },
    appArmorProfile: { type: unset(), localhostProfile: unset() },
    seLinux: noLabels,
    windows: noWindows,
    fsGroup: unset(),
    supplementalGroups: [],
    sysctls: [...listOrMap(service, 'sysctls')].map(([name, value]) => ({
      name: value.state === 'stated' ? stated(name, value.origin) : byDefault(name),
      value,
      origin: value.state === 'default' ? origin : value.origin,
    })),
  }
}

export function readContainerContext(service: Fields): ContainerSecurityContext {
  const options = readOptions(service)
  return {
    ...readUser(service),
    ...readProfiles(options),
    origin: undefined,
    runAsNonRoot: unset(),
    windows: noWindows,
    privileged: service.boolean('privileged', false),
    allowPrivilegeEscalation: readEscalation(options),
    readOnlyRootFilesystem: service.boolean('read_only', false),
    procMount: readProcMount(options),
    capabilitiesAdded: service.texts('cap_add').map(capability),
    capabilitiesDropped: service.texts('cap_drop').map(capability),
  }
}

/** Docker takes names with and without `CAP_`, in any case; Kubernetes only without, in upper case. */
function capability(name: Known<string>): Known<string> {
  return mapKnown(name, (value) => value.toUpperCase().replace(/^CAP_/, ''))
}

interface SecurityOption {
  readonly name: string
  readonly value: string
  readonly origin: Origin
}

interface SecurityOptions {
  readonly known: readonly SecurityOption[]
  /** An option that cannot be read may be any of them. */
  readonly hidden: Hidden | undefined
}

/** `name:value`, `name=value` or `name` (docker run reference, Security configuration). */
function readOptions(service: Fields): SecurityOptions {
  const texts = service.texts('security_opt')
  return {
    known: texts.flatMap((text): SecurityOption[] => {
      if (text.state !== 'stated') return []
      const [name = '', value = ''] = text.value.split(/[:=](.*)/s)
      return [{ name: name.trim(), value: value.trim(), origin: text.origin }]
    }),
    hidden: texts.find((text) => text.state === 'hidden'),
  }
}

function readEscalation({ known, hidden: unread }: SecurityOptions): Known<boolean> {
  const option = known.findLast(({ name }) => name === 'no-new-privileges')
  if (option !== undefined) return stated(option.value === 'false', option.origin)
  return unread ?? byDefault(true)
}

/** `systempaths=unconfined` lifts the masks of /proc, as an unmasked proc mount does. */
function readProcMount({ known, hidden: unread }: SecurityOptions): Known<string | undefined> {
  const option = known.find(({ name, value }) => name === 'systempaths' && value === 'unconfined')
  return option === undefined ? (unread ?? unset()) : stated('Unmasked', option.origin)
}

function readProfiles(
  options: SecurityOptions,
): Pick<SecurityContext, 'seccompProfile' | 'appArmorProfile' | 'seLinux'> {
  return {
    seccompProfile: readProfile(options, 'seccomp'),
    appArmorProfile: readProfile(options, 'apparmor'),
    seLinux: readLabels(options),
  }
}

const unconfined = 'unconfined'
const builtIn = new Set(['builtin', 'default', 'docker-default', 'runtime/default'])

/** Docker applies its own profile unless told otherwise (Docker documentation, Seccomp and AppArmor). */
function readProfile({ known, hidden: unread }: SecurityOptions, kind: string): LocalProfile {
  const option = known.findLast(({ name }) => name === kind)
  if (option === undefined) return { type: unread ?? byDefault('RuntimeDefault'), localhostProfile: unset() }
  const { value, origin } = option
  if (value === unconfined) return { type: stated('Unconfined', origin), localhostProfile: unset() }
  if (builtIn.has(value)) return { type: stated('RuntimeDefault', origin), localhostProfile: unset() }
  return { type: stated('Localhost', origin), localhostProfile: stated(value, origin) }
}

const noLabels: SeLinuxOptions = {
  origin: undefined,
  type: unset(),
  user: unset(),
  role: unset(),
  level: unset(),
}

/** `label:type:x`, `label:level:x` …; `label:disable` runs the container as `spc_t`, unconfined. */
function readLabels({ known }: SecurityOptions): SeLinuxOptions {
  let labels = noLabels
  for (const { name, value, origin } of known) {
    if (name !== 'label') continue
    const [key = '', setting = ''] = value.split(/[:=](.*)/s)
    if (key === 'disable') labels = { ...labels, origin, type: stated('spc_t', origin) }
    else if (key in noLabels) labels = { ...labels, origin, [key]: stated(setting, origin) }
  }
  return labels
}

/** `uid[:gid]`; names stand for ids that only the image tells. */
function readUser(service: Fields): Pick<SecurityContext, 'runAsUser' | 'runAsGroup'> {
  const user = service.numberOrText<undefined>('user', undefined)
  if (user.state === 'hidden') return { runAsUser: user, runAsGroup: user }
  if (user.state === 'default' || user.value === undefined) return { runAsUser: unset(), runAsGroup: unset() }
  const [uid = '', gid = ''] = user.value.split(':')
  return { runAsUser: readId(uid, user.origin), runAsGroup: gid === '' ? unset() : readId(gid, user.origin) }
}

function readId(text: string, origin: Origin): Known<number | undefined> {
  if (/^\d+$/.test(text)) return stated(Number(text), origin)
  if (text === 'root') return stated(0, origin)
  return hidden(`the id of ${text.slice(0, 40)} stands in the image`, origin)
}
