import { mapOf } from '../../../arm/parts.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { child, itemsOf, type Node, placeOf } from '../../../kernel/tree.ts'
import { asText, scalarAt } from '../../../values/value.ts'
import { bodyFrom, type Field, number, same, text } from './field.ts'

export const safeguardFields: readonly Field[] = [
  same('parent', 'kubernetes_cluster_id'),
  text('properties.level', 'level'),
  text('properties.podSecurityStandardsLevel', 'pod_security_standards_level'),
  same('properties.excludedNamespaces', 'excluded_namespaces'),
]

export const trustedAccessFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'kubernetes_cluster_id'),
  same('properties.roles', 'roles'),
]

export const extensionFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'cluster_id'),
  text('properties.extensionType', 'extension_type'),
  same('properties.configurationSettings', 'configuration_settings'),
]

/** Blocks of the cluster that are resources of their own in ARM, where their names say what they are for. */
const windows: Readonly<Record<string, string>> = {
  maintenance_window_node_os: 'aksManagedNodeOSUpgradeSchedule',
  maintenance_window_auto_upgrade: 'aksManagedAutoUpgradeSchedule',
}

/** A block of a cluster, and the body of the maintenance configuration that it stands for. */
export interface Window {
  readonly block: string
  readonly body: Node
}

export function windowsIn(cluster: Node): readonly Window[] {
  return Object.entries(windows).flatMap(([block, name]) => {
    const [window] = itemsOf(child(cluster, block))
    return window === undefined ? [] : [{ block, body: bodyOfWindow(window, name) }]
  })
}

function bodyOfWindow(window: Node, name: string): Node {
  if (window.kind === 'hidden') return mapOf(window, { name: scalarAt(name, window), properties: window })
  const blocked = itemsOf(child(window, 'not_allowed')).map((span) => bodyFrom(span, spanFields))
  const hours = child(window, 'duration')
  return mapOf(window, {
    name: scalarAt(name, window),
    properties: mapOf(window, {
      maintenanceWindow: mapOf(window, {
        schedule: scheduleOf(window),
        ...(hours === undefined ? {} : { durationHours: hours }),
        notAllowedDates: { kind: 'list', ...placeOf(window), items: blocked },
      }),
    }),
  })
}

const spanFields: readonly Field[] = [text('start', 'start'), text('end', 'end')]

/** The words of the provider, and what ARM calls the schedule and its interval. */
const frequencies: Readonly<Record<string, readonly [schedule: string, interval: string]>> = {
  daily: ['daily', 'intervalDays'],
  weekly: ['weekly', 'intervalWeeks'],
  absolutemonthly: ['absoluteMonthly', 'intervalMonths'],
  relativemonthly: ['relativeMonthly', 'intervalMonths'],
}

function scheduleOf(window: Node): Node {
  const frequency = child(window, 'frequency')
  if (frequency?.kind === 'hidden') return frequency
  const [schedule, interval] = lookup(frequencies, asText(frequency)?.toLowerCase() ?? '') ?? []
  if (frequency === undefined || schedule === undefined || interval === undefined) return mapOf(window, {})
  const of = bodyFrom(window, [number(interval, 'interval')])
  return mapOf(window, { [schedule]: { ...of, ...placeOf(frequency) } })
}
