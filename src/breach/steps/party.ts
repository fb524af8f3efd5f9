// Who is kept apart from whom: tenants by their names, and the other replicas of a workload by its name.

const prefix = 'another replica of '

export function otherReplicasOf(workload: string): string {
  return `${prefix}${workload}`
}

export function isReplicaParty(party: string): boolean {
  return party.startsWith(prefix)
}

/** `tenant acme`, `another replica of Deployment/acme/llm`; what states no namespace is a tenant of its own. */
export function partyLabel(party: string): string {
  if (isReplicaParty(party)) return party
  return party === '' ? 'the tenant without a namespace' : `tenant ${party}`
}
