// Breaches made up for the tests of reports: every shape that a route may have.
import type {
  BarrierReport,
  BreachReport,
  RouteReport,
  StepReport,
  StrandReport,
} from '../../src/findings/breach-report.ts'
import { defaultDepths, type Strand } from '../../src/knowledge/required-depths.ts'

const location = { file: 'deploy/llm.yaml', line: 14, column: 9 }

export function barrier(changes: Partial<BarrierReport> = {}): BarrierReport {
  return {
    barrier: 'K.seccomp',
    label: 'a seccomp profile filters system calls',
    domain: 'kernel:nodes',
    isIntrinsic: false,
    state: 'standing',
    ...changes,
  }
}

export const kernel: BarrierReport = barrier({
  barrier: 'X.kernel',
  label: 'the kernel has no known flaw',
  isIntrinsic: true,
})
export const policy: BarrierReport = barrier({
  barrier: 'N.eg',
  label: 'egress policy',
  domain: 'cni:cluster',
  location,
})
export const unknownPolicy: BarrierReport = {
  ...policy,
  state: 'unknown',
  assumes: 'whether the cluster enforces NetworkPolicies',
}

/** A step that takes a technique; nothing stands in its way. */
export function step(changes: Partial<StepReport> = {}): StepReport {
  return {
    technique: { id: 'T1', name: 'some-technique', title: 'A flaw opens the way' },
    from: 'container models/llm/server',
    to: 'a node',
    how: 'The container runs on the kernel of its node.',
    location,
    barriers: [],
    missing: [],
    controls: ['privileged-container'],
    ...changes,
  }
}

/** Where one position holds the next. */
export const passage: StepReport = {
  from: 'pod models/llm',
  to: 'the network of models/llm',
  how: 'Code in a pod sends packets as the pod.',
  barriers: [],
  missing: [],
  controls: [],
}

export function route(changes: Partial<RouteReport> = {}): RouteReport {
  return {
    id: 'R1',
    strand: 'data',
    goal: 'another tenant’s data',
    from: 'models/llm/server',
    footholds: 2,
    tenants: ['models'],
    isDrift: false,
    verdict: 'broken',
    required: 2,
    depth: { lower: 0, upper: 0 },
    domains: [],
    intrinsic: 0,
    barrierCount: 0,
    steps: [step()],
    undermined: [],
    ...changes,
  }
}

/** A route of so many steps, with a wall of each kind in turn. */
export function longRoute(length: number): RouteReport {
  const kinds: readonly Partial<StepReport>[] = [
    { barriers: [barrier(), kernel, policy] },
    { missing: [{ barrier: 'N.eg', title: 'egress policy' }] },
    { barriers: [unknownPolicy] },
    { assumes: 'which repositories the identity of the nodes may pull' },
    { barriers: [kernel] },
    {},
  ]
  const steps = Array.from({ length }, (_, index) =>
    step({ from: `position ${index}`, to: `position ${index + 1}`, ...kinds[index % kinds.length] }),
  )
  return route({
    steps,
    domains: ['kernel:nodes', 'cni:cluster'],
    depth: { lower: 2, upper: 2 },
    verdict: 'thin',
  })
}

export function strandOf(strand: Strand, changes: Partial<StrandReport> = {}): StrandReport {
  const bounds = { lower: 2, upper: 2 }
  return {
    strand,
    guarantee: 'isolation',
    isVacuous: false,
    verdict: 'holds',
    required: 2,
    asIs: bounds,
    drift: bounds,
    ...changes,
  }
}

/** A container's own depth names no guarantee. */
export function ofFoothold(strand: StrandReport): BreachReport['footholds'][number]['strands'][number] {
  const { guarantee: _, ...own } = strand
  return own
}

export function breachOf(changes: Partial<BreachReport> = {}): BreachReport {
  const strands = [strandOf('data'), strandOf('influence'), strandOf('containment'), strandOf('fair-share')]
  return {
    required: defaultDepths,
    stated: [],
    tenants: ['models'],
    replicas: { judged: [], unjudged: [] },
    strands,
    footholds: [{ name: 'models/llm/server', tenant: 'models', location, strands: strands.map(ofFoothold) }],
    routes: [],
    facts: [],
    defence: [],
    ...changes,
  }
}

/** Every free text of it is what a scanned file may try. */
export function hostileBreach(attacks: readonly string[]): BreachReport {
  const { strands } = breachOf()
  return breachOf({
    tenants: attacks,
    cut: { changes: [], cost: 0, lowerBound: 0, isExact: true, unmet: attacks, ranked: [] },
    defence: attacks.map((tenant) => ({
      tenant,
      layer: 'image',
      standing: [],
      unknown: ['I.sig'],
      missing: [{ barrier: 'I.digest', because: ['image-without-digest'] }],
      unattainable: [],
    })),
    routes: attacks.map(hostileRoute),
    footholds: attacks.map((attack) => ({
      name: attack,
      tenant: attack,
      location: { file: attack, line: 1, column: 1 },
      strands: strands.map(ofFoothold),
    })),
    facts: attacks.map((attack) => ({
      fact: 'imds',
      question: 'whether pods reach it',
      tell: 'az aks show',
      value: attack,
      source: 'claimed',
      meaning: attack,
      owner: attack,
      date: '2026-11-02',
      effects: [],
    })),
  })
}

function hostileRoute(attack: string, index: number): RouteReport {
  const place = { file: attack, line: 1, column: 1 }
  const wall = barrier({ label: attack, domain: `application:${attack}`, location: place })
  const way = { from: attack, to: attack, how: attack }
  return route({
    id: `R${index + 1}`,
    goal: attack,
    from: attack,
    domains: [wall.domain],
    depth: { lower: 1, upper: 'none' },
    steps: [
      step({ ...way, location: place, barriers: [wall], assumes: attack }),
      step({ ...way, barriers: [{ ...wall, assumes: attack, state: 'unknown' }] }),
    ],
    undermined: [{ label: attack, by: attack, steps: [step({ ...way, barriers: [wall] })] }],
  })
}
