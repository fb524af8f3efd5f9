import type { BreachGraph, GraphBarrier, GraphPosition } from '../../findings/breach-graph.ts'
import type { BreachReport } from '../../findings/breach-report.ts'
import type { Finding, FindingAsset } from '../../findings/finding.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { type Layout, layOut } from './layout.ts'

/** What threats are told from. */
export interface Ground {
  readonly breach: BreachReport
  readonly graph: BreachGraph
  readonly layout: Layout
  readonly barriers: ReadonlyMap<string, GraphBarrier>
  /** By name. */
  readonly controls: ReadonlyMap<string, ControlSummary>
  /** By id of the control. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  /** Ids of the positions that are workloads. */
  readonly workloads: ReadonlySet<string>
}

export function groundOf(report: Report, breach: BreachReport, graph: BreachGraph): Ground {
  return {
    breach,
    graph,
    layout: layOut(graph),
    barriers: new Map(graph.barriers.map((barrier) => [barrier.id, barrier] as const)),
    controls: new Map(report.controls.map((control) => [control.name, control] as const)),
    findings: Map.groupBy(report.findings, ({ control }) => control),
    workloads: new Set(graph.positions.filter(({ kind }) => kind === 'pod').map(({ id }) => id)),
  }
}

/**
 * Whether a control is asked for where a component is concerned: where it fails or cannot be told, or, where somebody
 * accepted the risk, as advice. That it passes here no report tells: it may have been asked of others only.
 */
export function controlState(
  control: ControlSummary,
  component: GraphPosition,
  { findings, workloads }: Ground,
): 'required' | 'recommended' | undefined {
  const own = (findings.get(control.id) ?? []).filter(({ asset }) => concerns(asset, component, workloads))
  if (own.length === 0) return undefined
  return own.some(({ waived }) => waived === undefined) ? 'required' : 'recommended'
}

/** What is no workload (a policy, a role, a namespace) concerns what lives beside it. */
function concerns(asset: FindingAsset, component: GraphPosition, workloads: ReadonlySet<string>): boolean {
  const workload = workloadId(asset)
  if (workloads.has(workload)) return component.kind !== 'pod' || component.id === workload
  const { namespace } = component
  return namespace === undefined || asset.namespace === '' || asset.namespace === namespace
}

/** As positions name it: `pod:Deployment/acme/llm`. */
function workloadId({ kind, namespace, name, part }: FindingAsset): string {
  return `pod:${[kind, namespace, name, part].filter((each) => each !== undefined && each !== '').join('/')}`
}
