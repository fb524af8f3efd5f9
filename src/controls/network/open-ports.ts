import { subtractRanges } from '../../kernel/cidr.ts'
import type { ContainerPort } from '../../model/container.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { ExtendedStatement, NetworkPort, NetworkRule } from '../../model/network.ts'
import { allowsPort, blocksOf } from '../../model/network-match.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import { isInternet } from './addresses.ts'
import { everyNamespace } from './rules.ts'

/** Whether policies let every pod of the cluster, or the internet, connect to a port of a pod. */
export function isOpenToAll(pod: Pod, port: ContainerPort, platform: Platform): Match {
  const isolation = platform.isolationOf(pod, 'ingress')
  if (isolation.match === 'no') return 'yes'
  const rules = platform
    .networkPoliciesOf(pod)
    .flatMap(({ policy, match }) =>
      policy.ingress.map((rule) =>
        allMatch([match, policy.isolates.ingress, isWide(rule), leadsTo(rule.ports, port)]),
      ),
    )
  const statements = platform
    .extendedNetworkPoliciesOf(pod)
    .flatMap(({ policy, match }) =>
      policy.statements.map((each) => allMatch([match, isWideStatement(each), leadsTo(each.ports, port)])),
    )
  const wide = anyMatch([...rules, ...statements])
  return wide === 'no' && isolation.match === 'unknown' ? 'unknown' : wide
}

function isWide(rule: NetworkRule): Match {
  if (rule.isHidden) return 'unknown'
  if (rule.peers.length === 0 || everyNamespace(rule) !== false) return 'yes'
  const ranges = blocksOf(rule).flatMap(({ blocks, holes }) => subtractRanges(blocks, holes))
  return isInternet(ranges) ? 'yes' : 'no'
}

const everybody = ['all', 'world', 'cluster']

function isWideStatement({ direction, effect, kind, value }: ExtendedStatement): Match {
  if (direction !== 'ingress' || effect !== 'allow') return 'no'
  if (kind === 'anything') return 'yes'
  return kind === 'entity' && everybody.some((entity) => isKnown(value, entity)) ? 'yes' : 'no'
}

/** A name in a policy means the pod's port of that name. */
function leadsTo(ports: readonly NetworkPort[], { name, containerPort }: ContainerPort): Match {
  const number = valueOf(containerPort)
  const own = valueOf(name)
  const byName = own !== undefined && ports.some(({ port }) => isKnown(port, own))
  return byName ? 'yes' : allowsPort(ports, number === undefined ? [] : [number])
}
