import { type AddressRange, parseAddress } from '../kernel/cidr.ts'
import type { Pod } from '../model/pod.ts'
import type { Match } from '../model/selector.ts'

/** One end of a connection. */
export type Endpoint = PodEndpoint | AddressEndpoint | NodeEndpoint | ApiServerEndpoint | DnsEndpoint

/** A pod of the platform, or any pod of that workload. */
export interface PodEndpoint {
  readonly kind: 'pod'
  readonly pod: Pod
}

/** Addresses outside the cluster. Where policies cut through a range, ask for the parts of it (`Reach.partition`). */
export interface AddressEndpoint {
  readonly kind: 'address'
  readonly range: AddressRange
  /** The address of somebody whom nobody named: only names that he can register himself lead there. */
  readonly isStranger?: boolean
}

export interface NodeEndpoint {
  readonly kind: 'node'
  /** Whether it is the node on which the pod at the other end runs. */
  readonly isOwn: Match
}

/** The API server; its address is not in manifests. */
export interface ApiServerEndpoint {
  readonly kind: 'api-server'
}

/** The cluster's DNS: pods that the platform runs, whether or not a manifest shows them. */
export interface DnsEndpoint {
  readonly kind: 'dns'
}

export const apiServer: ApiServerEndpoint = { kind: 'api-server' }

export const dns: DnsEndpoint = { kind: 'dns' }

/** Every IPv4 address, as one range. */
export const everywhere: AddressRange = { family: 4, first: 0n, last: 2n ** 32n - 1n }

/** One IPv4 address. */
function fixed(first: bigint): AddressEndpoint {
  return { kind: 'address', range: { family: 4, first, last: first } }
}

/** Azure's instance metadata service, 169.254.169.254. */
export const imds: AddressEndpoint = fixed(0xa9_fe_a9_fen)

/** Azure's wireserver, 168.63.129.16. */
export const wireServer: AddressEndpoint = fixed(0xa8_3f_81_10n)

/** The endpoint of one address; nothing where the text is none. */
export function addressEndpoint(text: string): AddressEndpoint | undefined {
  const range = parseAddress(text)
  return range === undefined ? undefined : { kind: 'address', range }
}
