import type { AzureMeta, PrivateEndpoint } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { refersTo, referring } from './references.ts'

/** An endpoint of a resource, with how sure it is that it is one. */
export interface EndpointOf {
  readonly asset: PrivateEndpoint
  readonly match: 'yes' | 'unknown'
}

/** The private endpoints of a resource, the surest first. */
export function endpointsOf(target: AzureMeta, platform: Platform): readonly EndpointOf[] {
  const found = referring(platform, 'private-endpoint', (endpoint) => {
    const answers = endpoint.connections.map((each) => refersTo(endpoint, each.target, target))
    if (answers.includes('yes')) return 'yes'
    return answers.includes('unknown') ? 'unknown' : 'no'
  })
  return found.toSorted((a, b) => Number(b.match === 'yes') - Number(a.match === 'yes'))
}
