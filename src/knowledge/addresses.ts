/**
 * Addresses that are not the internet's: IANA's special-purpose registry (RFC 6890), multicast and Azure's wireserver.
 */
export const specialAddresses: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]

/** What IANA gave out of IPv6 so far (RFC 4291 §2.5.4). */
export const globalSix = '2000::/3'

/** Private networks (RFC 1918): nodes, API server endpoints and the company behind a peering stand in one of them. */
export const privateNetworks: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
