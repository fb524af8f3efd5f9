import { referringBy, type ReferringTo } from './references.ts'

/** The private endpoints of a resource, the surest first. */
export const endpointsOf: ReferringTo<'private-endpoint'> = referringBy(
  'private-endpoint',
  ({ connections }) => connections.map(({ target }) => target),
)

/** The private endpoints that have their names in a zone. */
export const endpointsIn: ReferringTo<'private-endpoint'> = referringBy(
  'private-endpoint',
  ({ zones }) => zones,
)
