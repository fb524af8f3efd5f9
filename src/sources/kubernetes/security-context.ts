import type { ContainerSecurityContext } from '../../model/container.ts'
import { byDefault, hidden, type Known, stated } from '../../model/known.ts'
import type { PodSecurityContext } from '../../model/pod.ts'
import type {
  LocalProfile,
  SecurityContext,
  SeLinuxOptions,
  WindowsOptions,
} from '../../model/security-context.ts'
import type { Fields } from '../fields.ts'

export function readContainerSecurityContext(fields: Fields): ContainerSecurityContext {
  const capabilities = fields.map('capabilities')
  return {
    ...readSecurityContext(fields),
    origin: fields.origin,
    privileged: fields.boolean('privileged', false),
    allowPrivilegeEscalation: fields.boolean('allowPrivilegeEscalation', true),
    readOnlyRootFilesystem: fields.boolean('readOnlyRootFilesystem', false),
    procMount: fields.optionalText('procMount'),
    capabilitiesAdded: capabilities.texts('add'),
    capabilitiesDropped: capabilities.texts('drop'),
  }
}

export function readPodSecurityContext(fields: Fields): PodSecurityContext {
  return {
    ...readSecurityContext(fields),
    origin: fields.origin,
    fsGroup: fields.optionalInteger('fsGroup'),
    supplementalGroups: fields.integers('supplementalGroups'),
    sysctls: fields
      .list('sysctls')
      .flatMap((sysctl) =>
        sysctl.origin === undefined
          ? []
          : [{ name: sysctl.text('name', ''), value: sysctl.optionalText('value'), origin: sysctl.origin }],
      ),
  }
}

let absent: SecurityContext | undefined

/** What is not stated is the same everywhere, and is shared. */
function readSecurityContext(fields: Fields): SecurityContext {
  if (fields.exists) return readStatedSecurityContext(fields)
  absent ??= readStatedSecurityContext(fields)
  return absent
}

function readStatedSecurityContext(fields: Fields): SecurityContext {
  return {
    isEmpty: readIsEmpty(fields),
    runAsNonRoot: fields.boolean('runAsNonRoot', undefined),
    runAsUser: fields.optionalInteger('runAsUser'),
    runAsGroup: fields.optionalInteger('runAsGroup'),
    seccompProfile: readProfile(fields.map('seccompProfile')),
    appArmorProfile: readProfile(fields.map('appArmorProfile')),
    seLinux: readSeLinux(fields.map('seLinuxOptions')),
    windows: readWindows(fields.map('windowsOptions')),
  }
}

function readIsEmpty(fields: Fields): Known<boolean> {
  const { node, origin } = fields
  if (node === undefined || origin === undefined) return byDefault(false)
  return node.kind === 'map'
    ? stated(fields.keys().length === 0, origin)
    : hidden('the security context cannot be read', origin)
}

function readProfile(fields: Fields): LocalProfile {
  return { type: fields.optionalText('type'), localhostProfile: fields.optionalText('localhostProfile') }
}

function readSeLinux(fields: Fields): SeLinuxOptions {
  return {
    origin: fields.origin,
    type: fields.optionalText('type'),
    user: fields.optionalText('user'),
    role: fields.optionalText('role'),
    level: fields.optionalText('level'),
  }
}

function readWindows(fields: Fields): WindowsOptions {
  return {
    hostProcess: fields.boolean('hostProcess', false),
    runAsUserName: fields.optionalText('runAsUserName'),
  }
}
