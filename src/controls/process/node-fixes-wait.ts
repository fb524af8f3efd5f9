import type { Control } from '../control.ts'
import { doubtful, every, forbid, worst, type Verdict } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import type { DateSpan, MaintenanceWindow } from '../../model/azure.ts'
import { block, cluster } from '../azure-examples.ts'

export const nodeFixesWait: Control<'maintenance-window'> = {
  id: 'BH-1185',
  name: 'node-fixes-wait',
  title: 'Fixes of the nodes wait for a rare or short window',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: ['psrule:Azure.AKS.MaintenanceWindow', 'mcsb:PV-6'],
  differs: {
    'psrule:Azure.AKS.MaintenanceWindow':
      'PSRule asks for a window; AKS mends nodes without one as well. We ask whether a window keeps fixes back.',
  },
  rationale:
    'A flaw of the kernel that is public on Monday is a way out of every container until the nodes have the fix. A window that is rarer than weekly, shorter than four hours or closed for weeks stops them without anybody noticing.',
  remediation:
    'Bicep and ARM: `maintenanceWindow.schedule.weekly.intervalWeeks: 1` (or `daily`) and `durationHours: 4` or more in `aksManagedNodeOSUpgradeSchedule`; Terraform: `maintenance_window_node_os`. Close it for two weeks at most.',
  applies: 'maintenance-window',
  when: ({ resourceName }) => isKnown(resourceName, 'aksManagedNodeOSUpgradeSchedule'),
  check: judge,
  examples: {
    fail: [
      cluster(
        block('maintenance_window_node_os', 'frequency = "RelativeMonthly"', 'interval = 1', 'duration = 4'),
      ),
      cluster(block('maintenance_window_node_os', 'frequency = "Weekly"', 'interval = 3', 'duration = 4')),
      cluster(block('maintenance_window_node_os', 'frequency = "Weekly"', 'interval = 1', 'duration = 2')),
      cluster(
        block(
          'maintenance_window_node_os',
          'frequency = "Weekly"',
          'interval = 1',
          'duration = 4',
          block('not_allowed', 'start = "2026-12-01T00:00:00Z"', 'end = "2027-01-10T00:00:00Z"'),
        ),
      ),
    ],
    pass: [
      cluster(block('maintenance_window_node_os', 'frequency = "Weekly"', 'interval = 1', 'duration = 4')),
      cluster(
        block(
          'maintenance_window_node_os',
          'frequency = "Daily"',
          'interval = 2',
          'duration = 8',
          block('not_allowed', 'start = "2026-12-20T00:00:00Z"', 'end = "2027-01-02T00:00:00Z"'),
        ),
      ),
    ],
    unknown: [
      cluster(
        block('maintenance_window_node_os', 'frequency = "Weekly"', 'interval = 1', 'duration = var.unknown'),
      ),
      cluster(block('maintenance_window_node_os', 'frequency = var.unknown', 'interval = 1', 'duration = 4')),
    ],
  },
}

function judge({ frequency, interval, durationHours, notAllowed }: MaintenanceWindow): Verdict {
  const wait = (why: string): string => `Nodes wait for their fixes: the window ${why}.`
  const most = isKnown(frequency, 'weekly') ? 1 : 7
  return worst([
    forbid(frequency, (each) => each?.endsWith('Monthly') === true, wait('opens once a month')),
    forbid(interval, (units) => units > most, wait('opens less than once a week')),
    forbid(durationHours, (hours) => hours !== undefined && hours < 4, wait('is shorter than four hours')),
    every(notAllowed, (span) => judgeSpan(span, wait('is closed for more than two weeks'))),
  ])
}

const twoWeeks = 14 * 24 * 60 * 60 * 1000

function judgeSpan({ start, end }: DateSpan, message: string): Verdict {
  if (start.state === 'hidden') return doubtful(message, start.reason, start.origin)
  const from = Date.parse(start.value ?? '')
  return forbid(end, (until) => Date.parse(until ?? '') - from > twoWeeks, message)
}
