import type { GraphPosition } from '../../findings/breach-graph.ts'
import type { Finding, FindingAsset } from '../../findings/finding.ts'

/** Where a control fails or cannot be told, it is required; where somebody accepted the risk, only advised. */
type Demand = 'required' | 'recommended'

/** What controls ask for, place by place. That one passes no report tells: it may have been asked of others only. */
export interface Demands {
  on(component: GraphPosition, control: string): Demand | undefined
}

export function findDemands(findings: readonly Finding[], workloads: ReadonlySet<string>): Demands {
  const demands = new Map<string, Demand>()
  for (const { control, asset, waived } of findings) {
    for (const place of placesOf(asset, workloads)) {
      const key = `${control} ${place}`
      if (waived === undefined) demands.set(key, 'required')
      else if (!demands.has(key)) demands.set(key, 'recommended')
    }
  }
  return {
    on: (component, control) => {
      const found = placesAround(component).map((place) => demands.get(`${control} ${place}`))
      return found.includes('required') ? 'required' : found.find((each) => each !== undefined)
    },
  }
}

const anywhere = 'anywhere'

/** What is no workload (a policy, a role, a namespace) concerns every workload beside it. */
function placesOf(asset: FindingAsset, workloads: ReadonlySet<string>): readonly string[] {
  const { namespace } = asset
  const workload = workloadId(asset)
  // Of live pods that are alike the map holds two.
  const isWorkload = workloads.has(workload) || asset.kind === 'Pod'
  return [isWorkload ? workload : besideIn(namespace), within(namespace), anywhere]
}

function placesAround({ id, kind, namespace }: GraphPosition): readonly string[] {
  if (namespace === undefined) return [anywhere]
  return kind === 'pod' ? [id, besideIn(namespace), besideIn('')] : [within(namespace), within('')]
}

const besideIn = (namespace: string): string => `beside ${namespace}`
const within = (namespace: string): string => `within ${namespace}`

/** As positions name it: `pod:Deployment/acme/llm`. */
function workloadId({ kind, namespace, name, part }: FindingAsset): string {
  return `pod:${[kind, namespace, name, part].filter((each) => each !== undefined && each !== '').join('/')}`
}
