import { type AddressRange, formatRange, parseAddress, parseCidr, subtractRanges } from '../kernel/cidr.ts'
import { lookup } from '../kernel/lookup.ts'
import { specialAddresses } from '../knowledge/addresses.ts'
import { valueOf } from '../model/known.ts'
import type { Service } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { apiServer, dns, type Endpoint, everywhere, imds, wireServer } from './endpoint.ts'

/** What a person may call an end of a connection. */
export type Named =
  | { readonly kind: 'pods'; readonly pods: readonly Pod[] }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'addresses'; readonly label: string; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'place'; readonly label: string; readonly endpoint: Endpoint }

/** The public addresses of IPv4. */
const internet = subtractRanges(
  [everywhere],
  specialAddresses.flatMap((cidr) => parseCidr(cidr) ?? []),
)

const places: Readonly<Record<string, Named>> = {
  internet: { kind: 'addresses', label: 'internet', ranges: internet },
  imds: { kind: 'addresses', label: 'imds', ranges: [imds.range] },
  wireserver: { kind: 'addresses', label: 'wireserver', ranges: [wireServer.range] },
  'api-server': { kind: 'place', label: 'the API server', endpoint: apiServer },
  dns: { kind: 'place', label: 'the cluster’s DNS', endpoint: dns },
  node: { kind: 'place', label: 'another node', endpoint: { kind: 'node', isOwn: 'no' } },
  'own-node': { kind: 'place', label: 'its own node', endpoint: { kind: 'node', isOwn: 'yes' } },
}

/**
 * What a word means: a place, an address or a CIDR, `NAMESPACE/NAME` or `NAMESPACE/KIND/NAME`. Several where objects of
 * different kinds have the name, of which workloads come before a service.
 */
export function findNamed(word: string, platform: Platform): readonly Named[] {
  const place = lookup(places, word)
  const range = parseAddress(word) ?? parseCidr(word)
  if (place !== undefined) return [place]
  if (range !== undefined) return [namedRange(range, platform)]
  const pods = podsOf(platform).filter((pod) => namesOf(pod).includes(word.toLowerCase()))
  if (pods.length > 0) {
    return [...Map.groupBy(pods, ({ kind }) => kind).values()].map((each) => ({ kind: 'pods', pods: each }))
  }
  return platform
    .all('service')
    .filter((service) => namesOf(service).includes(word.toLowerCase()))
    .map((service) => ({ kind: 'service', service }))
}

/** Every word that means something, for hints. */
export function knownNames(platform: Platform): readonly string[] {
  const objects = [...podsOf(platform), ...platform.all('service')]
  return [...Object.keys(places), ...new Set(objects.flatMap(namesAsWritten))]
}

function podsOf(platform: Platform): readonly Pod[] {
  return platform.all('pod').filter(({ orchestrator }) => orchestrator === 'kubernetes')
}

/** An address of a live pod means the pod: policies know it by its labels. */
function namedRange(range: AddressRange, platform: Platform): Named {
  const holders = podsOf(platform).filter(({ addresses }) =>
    addresses.some((address) => parseAddress(valueOf(address) ?? '')?.first === range.first),
  )
  return range.first === range.last && holders.length > 0
    ? { kind: 'pods', pods: holders }
    : { kind: 'addresses', label: formatRange(range), ranges: [range] }
}

function namesOf(object: Pick<Pod, 'namespace' | 'kind' | 'name'>): readonly string[] {
  return namesAsWritten(object).map((name) => name.toLowerCase())
}

function namesAsWritten({
  namespace,
  kind,
  name,
}: Pick<Pod, 'namespace' | 'kind' | 'name'>): readonly string[] {
  return [`${namespace}/${name}`, `${namespace}/${kind}/${name}`]
}
