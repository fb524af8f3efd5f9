import type {
  AzureMeta,
  ClusterExtension,
  DateSpan,
  DeploymentSafeguards,
  MaintenanceWindow,
  ManagedNamespace,
  Reference,
  TrustedAccess,
} from '../model/azure.ts'
import { type Known, stated, unset } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Fields } from '../values/fields.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** What all have that belong to a cluster: resources below it name it as parent, extensions of it as scope. */
function partOf(
  read: ReadResource,
  kind: string,
): AzureMeta & { readonly cluster: Known<Reference | undefined> } {
  const { top } = read
  return { ...metaOf(read, kind), cluster: referenceIn(top, top.has('parent') ? 'parent' : 'scope') }
}

const schedules = ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly'] as const

const intervals: Readonly<Record<string, string>> = {
  daily: 'intervalDays',
  weekly: 'intervalWeeks',
  absoluteMonthly: 'intervalMonths',
  relativeMonthly: 'intervalMonths',
}

export function readMaintenanceWindow(read: ReadResource): MaintenanceWindow {
  const window = read.properties.map('maintenanceWindow')
  const schedule = window.map('schedule')
  const frequency = schedules.find((each) => schedule.has(each))
  const chosen = schedule.map(frequency ?? '')
  return {
    asset: 'maintenance-window',
    ...partOf(read, 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'),
    frequency: frequencyOf(schedule, chosen.origin, frequency),
    interval: chosen.integer(intervals[frequency ?? ''] ?? '', 1),
    durationHours: window.optionalInteger('durationHours'),
    notAllowed: window.list('notAllowedDates').map(readSpan),
  }
}

function frequencyOf(
  schedule: Fields,
  origin: Origin | undefined,
  frequency: string | undefined,
): Known<string | undefined> {
  if (schedule.isHidden) return schedule.optionalText('')
  return origin === undefined ? unset() : stated(frequency, origin)
}

function readSpan(span: Fields): DateSpan {
  return { start: span.optionalText('start'), end: span.optionalText('end') }
}

export function readDeploymentSafeguards(read: ReadResource): DeploymentSafeguards {
  const { properties } = read
  return {
    asset: 'deployment-safeguards',
    ...partOf(read, 'Microsoft.ContainerService/deploymentSafeguards'),
    level: properties.text('level', 'Warn'),
    podSecurityLevel: properties.text('podSecurityStandardsLevel', 'Privileged'),
    excludedNamespaces: properties.texts('excludedNamespaces'),
  }
}

export function readManagedNamespace(read: ReadResource): ManagedNamespace {
  const policy = read.properties.map('defaultNetworkPolicy')
  const quota = read.properties.map('defaultResourceQuota')
  return {
    asset: 'managed-namespace',
    ...partOf(read, 'Microsoft.ContainerService/managedClusters/managedNamespaces'),
    ingress: policy.text('ingress', 'AllowSameNamespace'),
    egress: policy.text('egress', 'AllowAll'),
    cpuLimit: quota.optionalText('cpuLimit'),
    memoryLimit: quota.optionalText('memoryLimit'),
  }
}

export function readTrustedAccess(read: ReadResource): TrustedAccess {
  return {
    asset: 'trusted-access',
    ...partOf(read, 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings'),
    roles: read.properties.texts('roles'),
  }
}

export function readClusterExtension(read: ReadResource): ClusterExtension {
  return {
    asset: 'cluster-extension',
    ...partOf(read, 'Microsoft.KubernetesConfiguration/extensions'),
    extensionType: read.properties.optionalText('extensionType'),
    settings: read.properties.dictionary('configurationSettings'),
  }
}
