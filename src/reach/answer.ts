import type { AddressRange } from '../kernel/cidr.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Connection } from './connection.ts'
import type { Endpoint } from './endpoint.ts'
import type { Side } from './evaluate.ts'
import type { Named } from './named.ts'
import { everyPort, intersect, isEmpty, type Ports, subtract, union } from './ports.ts'
import type { Reach } from './reach.ts'
import { connectService } from './service.ts'

/** What is reached from one pod, or by one, with the reason. */
export interface Answer {
  readonly from: string
  readonly to: string
  /** Where one end is addresses: those of which the answer holds. */
  readonly addresses: readonly AddressRange[]
  readonly allowed: Ports
  readonly undecided: Ports
  readonly denied: Ports
  readonly connection: Connection
}

export interface Ground {
  readonly reach: Reach
  readonly platform: Platform
}

/** An end with how it is called. */
interface End {
  readonly label: string
  readonly endpoint: Endpoint
}

/** Answers for every pod that the names mean; none where neither end is a pod, since nobody is asked there. */
export function answer(from: Named, to: Named, ground: Ground): readonly Answer[] {
  if (from.kind === 'service') return []
  if (to.kind === 'service') return endsOf(from).flatMap((end) => toService(end, to, ground))
  if (from.kind === 'addresses' || to.kind === 'addresses') return acrossEdge(from, to, ground.reach)
  return endsOf(from).flatMap((source) =>
    endsOf(to)
      .filter(({ endpoint }) => isPod(source.endpoint) || isPod(endpoint))
      .map((target) => {
        const connection = ground.reach.connection(source.endpoint, target.endpoint)
        return answerOf({ from: source.label, to: target.label, addresses: [], connection })
      }),
  )
}

function isPod({ kind }: Endpoint): boolean {
  return kind === 'pod'
}

function answerOf(parts: Pick<Answer, 'from' | 'to' | 'addresses' | 'connection'>): Answer {
  const { allowed, undecided } = parts.connection
  return { ...parts, allowed, undecided, denied: subtract(everyPort, union(allowed, undecided)) }
}

function endsOf(named: Exclude<Named, { kind: 'service' }>): readonly End[] {
  if (named.kind === 'pods')
    return named.pods.map((pod) => ({ label: podName(pod), endpoint: { kind: 'pod', pod } }))
  return named.kind === 'place' ? [named] : []
}

function podName({ kind, namespace, name, part }: Pod): string {
  return `${kind} ${namespace}/${name}${part === '' ? '' : ` (${part})`}`
}

function toService(
  from: End,
  { service }: Extract<Named, { kind: 'service' }>,
  ground: Ground,
): readonly Answer[] {
  return connectService(from.endpoint, service, ground).map((each) => {
    const { allowed, undecided, connection, possible } = each
    const port = each.port.port.state === 'hidden' ? '?' : (each.port.port.value ?? '?')
    return {
      from: from.label,
      to: `${podName(each.pod)} through port ${port} of Service ${service.namespace}/${service.name}`,
      addresses: [],
      allowed,
      undecided,
      denied: subtract(possible, union(allowed, undecided)),
      connection,
    }
  })
}

/** Between pods and addresses: the addresses are cut where the pod's policies cut them, and equal parts put together. */
function acrossEdge(from: Named, to: Named, reach: Reach): readonly Answer[] {
  const isOut = to.kind === 'addresses'
  const [inside, outside] = isOut ? [from, to] : [to, from]
  if (inside.kind !== 'pods' || outside.kind !== 'addresses') return []
  return inside.pods.flatMap((pod) => {
    const own: Endpoint = { kind: 'pod', pod }
    const answers = outside.ranges
      .flatMap((range) => reach.partition(range, pod))
      .map((range) => {
        const address: Endpoint = { kind: 'address', range }
        const connection = isOut ? reach.connection(own, address) : reach.connection(address, own)
        const { label } = outside
        const [source, target] = isOut ? [podName(pod), label] : [label, podName(pod)]
        return answerOf({ from: source, to: target, addresses: [range], connection })
      })
    return [...Map.groupBy(answers, reasonOf).values()].flatMap(merge)
  })
}

/** Two answers with the same ports by the same rules are one. */
function reasonOf({ connection }: Answer): string {
  const sides = [connection.egress, connection.ingress].map(({ decisions }) =>
    decisions.map(({ rule, match, ports }) => [rule.origin.document.path, rule.origin.start, match, ports]),
  )
  return JSON.stringify([connection.allowed, connection.undecided, sides])
}

function merge(answers: readonly Answer[]): readonly Answer[] {
  const [first] = answers
  return first === undefined ? [] : [{ ...first, addresses: answers.flatMap(({ addresses }) => addresses) }]
}

/** Only what is said of some ports. */
export function restrictTo(
  ports: Ports,
  { allowed, undecided, denied, connection, ...rest }: Answer,
): Answer {
  const { egress, ingress } = connection
  return {
    ...rest,
    allowed: intersect(allowed, ports),
    undecided: intersect(undecided, ports),
    denied: intersect(denied, ports),
    connection: { ...connection, egress: about(ports, egress), ingress: about(ports, ingress) },
  }
}

/** A side with only those decisions that are about some ports. */
function about(ports: Ports, side: Side): Side {
  const decisions = side.decisions
    .map((each) => ({ ...each, ports: intersect(each.ports, ports) }))
    .filter((each) => !isEmpty(each.ports))
  return { ...side, decisions }
}
