import type { BreachGraph, GraphBarrier } from '../../findings/breach-graph.ts'
import type { BreachReport } from '../../findings/breach-report.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { type Demands, findDemands } from './demands.ts'
import { type Layout, layOut } from './layout.ts'

/** What threats are told from. */
export interface Ground {
  readonly breach: BreachReport
  readonly graph: BreachGraph
  readonly layout: Layout
  readonly barriers: ReadonlyMap<string, GraphBarrier>
  /** By name. */
  readonly controls: ReadonlyMap<string, ControlSummary>
  readonly demands: Demands
}

export function groundOf(report: Report, breach: BreachReport, graph: BreachGraph): Ground {
  const workloads = graph.positions.filter(({ kind }) => kind === 'pod')
  return {
    breach,
    graph,
    layout: layOut(graph),
    barriers: new Map(graph.barriers.map((barrier) => [barrier.id, barrier] as const)),
    controls: new Map(report.controls.map((control) => [control.name, control] as const)),
    demands: findDemands(report.findings, new Set(workloads.map(({ id }) => id))),
  }
}
