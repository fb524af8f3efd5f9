import { networkSecurityGroup } from './network-security-group.ts'
import { privateEndpoint } from './private-endpoint.ts'
import type { Surface } from './surface.ts'
import { userAssignedIdentity } from './user-assigned-identity.ts'

/** A module that has changed has one for each range of its versions, the newest last. */
export const surfaces: readonly Surface[] = [networkSecurityGroup, privateEndpoint, userAssignedIdentity]
