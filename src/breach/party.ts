// Who is kept apart from whom: tenants by their names, and the other replicas of a workload by its name.

const prefix = 'another replica of '

export function otherReplicasOf(workload: string): string {
  return `${prefix}${workload}`
}

export function isReplicaParty(party: string): boolean {
  return party.startsWith(prefix)
}

/** `tenant acme`, `another replica of Deployment/acme/llm`. */
export function partyLabel(party: string): string {
  return isReplicaParty(party) ? party : `tenant ${party}`
}
