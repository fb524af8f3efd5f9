import type { ContainerSecurityContext } from '../../model/container.ts'
import { byDefault, hidden, type Known, stated } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { PodSecurityContext, Sysctl } from '../../model/pod.ts'
import type {
  LocalProfile,
  SecurityContext,
  SeLinuxOptions,
  WindowsOptions,
} from '../../model/security-context.ts'
import type { Fields } from '../../values/fields.ts'
import { sharedIfAbsent } from '../shared.ts'

export const readContainerSecurityContext: (fields: Fields) => ContainerSecurityContext = sharedIfAbsent(
  (fields) => {
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
  },
)

export const readPodSecurityContext: (fields: Fields) => PodSecurityContext = sharedIfAbsent((fields) => ({
  ...readSecurityContext(fields),
  origin: fields.origin,
  fsGroup: fields.optionalInteger('fsGroup'),
  supplementalGroups: fields.integers('supplementalGroups'),
  sysctls: fields.origin === undefined ? [] : readSysctls(fields, fields.origin),
}))

function readSysctls(fields: Fields, parent: Origin): readonly Sysctl[] {
  return fields.each('sysctls', (sysctl) => ({
    name: sysctl.text('name', ''),
    value: sysctl.optionalText('value'),
    origin: sysctl.originOr(parent),
  }))
}

function readSecurityContext(fields: Fields): SecurityContext {
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

const readProfile = sharedIfAbsent((fields): LocalProfile => ({
  type: fields.optionalText('type'),
  localhostProfile: fields.optionalText('localhostProfile'),
}))

const readSeLinux = sharedIfAbsent((fields): SeLinuxOptions => ({
  origin: fields.origin,
  type: fields.optionalText('type'),
  user: fields.optionalText('user'),
  role: fields.optionalText('role'),
  level: fields.optionalText('level'),
}))

const readWindows = sharedIfAbsent((fields): WindowsOptions => ({
  hostProcess: fields.boolean('hostProcess', false),
  runAsUserName: fields.optionalText('runAsUserName'),
}))
