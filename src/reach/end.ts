import type { Pod } from '../model/pod.ts'
import type { End, Subject } from './connection.ts'
import type { Endpoint } from './endpoint.ts'
import type { Other } from './peer.ts'
import type { Shape } from './shape.ts'

/** Finds what policies know of an endpoint. */
export function findEnds(subjects: readonly Subject[], dns: Shape): (endpoint: Endpoint) => End {
  const byPod = new Map(
    subjects.flatMap((subject) => subject.shape.pods.map((pod) => [pod, subject] as const)),
  )
  const [dnsPod] = dns.pods
  const dnsEnd = dnsPod === undefined ? endOfShape(dns) : podEnd(dnsPod, byPod)
  return (endpoint) => {
    switch (endpoint.kind) {
      case 'pod':
        return podEnd(endpoint.pod, byPod)
      case 'dns':
        return dnsEnd
      case 'address':
        return outside({ kind: 'address', range: endpoint.range, isStranger: endpoint.isStranger === true })
      case 'node':
        return outside({ kind: 'node', isOwn: endpoint.isOwn, addresses: [] })
      case 'api-server':
        return outside({ kind: 'api-server' })
    }
  }
}

function podEnd(pod: Pod, byPod: ReadonlyMap<Pod, Subject>): End {
  const subject = byPod.get(pod)
  if (subject === undefined) throw new RangeError(`${pod.kind} ${pod.name} is no pod of a cluster.`)
  return endOfSubject(subject)
}

export function endOfSubject(subject: Subject): End {
  return { ...endOfShape(subject.shape), subject }
}

/** A pod in its node's network is seen as a node, on which other pods run or not. */
function endOfShape(shape: Shape): End {
  const asPod: Other = { kind: 'pod', shape }
  const asNode: Other = { kind: 'node', isOwn: 'unknown', addresses: shape.addresses }
  const views = { yes: [asNode], no: [asPod], unknown: [asNode, asPod] }
  return { subject: undefined, seenAs: views[shape.isOnHost], names: shape.ports }
}

function outside(other: Other): End {
  return { subject: undefined, seenAs: [other], names: noNames }
}

const noNames: readonly never[] = []
