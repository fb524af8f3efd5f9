import type { Pod } from '../../model/pod.ts'
import type { Account } from '../accounts/account.ts'
import { doubted } from '../steps/doubt.ts'
import { type Step, holds } from '../steps/step.ts'
import { systemNamespace } from '../steps/namespaces.ts'
import {
  accountPosition,
  accountsPosition,
  clusterPosition,
  everywhere,
  nodePosition,
  podPosition,
  podsPosition,
  portsPosition,
  type Position,
  secretPosition,
  secretsPosition,
  tenantPosition,
  workloadsPosition,
} from '../steps/position.ts'
import type { KnownSecret } from '../secrets/secrets.ts'
import type { Terrain } from '../terrain.ts'

/** What holding something of a whole namespace gives, and of every namespace. */
export function namespaceSteps(terrain: Terrain): Step[] {
  const podsIn = Map.groupBy(terrain.pods, ({ namespace }) => namespace)
  const accountsIn = Map.groupBy(terrain.accounts, ({ namespace }) => namespace)
  return [
    holds(clusterPosition, {
      to: workloadsPosition(everywhere),
      how: 'Who rules the API server starts any pod in any namespace.',
    }),
    ...workloadSteps(everywhere),
    ...terrain.namespaces.flatMap((namespace) => [
      ...everywhereSteps(namespace),
      ...workloadSteps(namespace),
      ...tenantSteps(namespace, terrain),
      ...(podsIn.get(namespace) ?? []).map(memberPod),
      ...(accountsIn.get(namespace) ?? []).map(memberAccount),
      ...(terrain.secrets.get(namespace) ?? []).flatMap((secret) => secretSteps(secret, terrain)),
    ]),
    ...systemSteps(terrain),
  ]
}

function memberPod(pod: Pod): Step {
  const { kind, name, namespace } = pod
  const how = `${kind} ${name} is in namespace ${namespace}.`
  return holds(podsPosition(namespace), { to: podPosition(pod), how })
}

function memberAccount({ name, namespace, position }: Account): Step {
  const how = `Service account ${name} is in namespace ${namespace}.`
  return holds(accountsPosition(namespace), { to: position, how })
}

const facets = [workloadsPosition, podsPosition, portsPosition, accountsPosition, secretsPosition]

function everywhereSteps(namespace: string): Step[] {
  const how = `Namespace ${namespace} is one of all.`
  return facets.map((positionOf): Step => holds(positionOf(everywhere), { to: positionOf(namespace), how }))
}

/** A pod of one's choice has any account, mounts any secret and volume, and carries any label of its namespace. */
function workloadSteps(namespace: string): Step[] {
  const from = workloadsPosition(namespace)
  return [
    holds(from, {
      to: accountsPosition(namespace),
      how: 'A new pod runs as any service account of its namespace.',
    }),
    holds(from, { to: secretsPosition(namespace), how: 'A new pod mounts any secret of its namespace.' }),
    holds(from, {
      to: podsPosition(namespace),
      how: 'A new pod with the same labels, account and volumes is what another pod of its namespace is.',
    }),
  ]
}

function tenantSteps(namespace: string, { tenants, secrets }: Terrain): Step[] {
  const tenant = tenants.ofNamespace(namespace)
  if (tenant === undefined) return []
  const belonging = { to: tenantPosition(tenant), how: `Namespace ${namespace} belongs to tenant ${tenant}.` }
  return [
    holds(workloadsPosition(namespace), belonging),
    ...(secrets.has(namespace)
      ? []
      : [
          holds(secretsPosition(namespace), {
            ...belonging,
            // Manifests seldom show secrets: that none is named does not mean that there is none.
            assumes: { question: `whether namespace ${namespace} holds secrets` },
          }),
        ]),
  ]
}

function secretSteps({ namespace, name, origin, token }: KnownSecret, terrain: Terrain): Step[] {
  const tenant = terrain.tenants.ofNamespace(namespace)
  const from: Position = { ...secretPosition(namespace, name), origin }
  return [
    holds(secretsPosition(namespace), { to: from, how: `Secret ${name} is in namespace ${namespace}.` }),
    ...(tenant === undefined
      ? []
      : [holds(from, { to: tenantPosition(tenant), how: `The secret belongs to tenant ${tenant}.` })]),
    ...(token === undefined
      ? []
      : [
          holds(from, {
            to:
              token.account === undefined
                ? accountsPosition(namespace)
                : accountPosition(namespace, token.account),
            how: 'The secret holds a token that does not expire.',
            ...doubted(token.assumes),
          }),
        ]),
  ]
}

/**
 * The controllers of the control plane act as accounts of kube-system, one of which writes rights into any role
 * (`clusterrole-aggregation-controller`), and every node runs a privileged agent there (kube-proxy or Cilium, the storage drivers).
 */
function systemSteps({ pools }: Terrain): Step[] {
  return [
    holds(accountsPosition(systemNamespace), {
      to: clusterPosition,
      how: `The cluster’s own controllers have their accounts in ${systemNamespace}.`,
    }),
    ...pools.all.map(({ name }) =>
      holds(podsPosition(systemNamespace), {
        to: nodePosition(name),
        how: `Every node runs privileged pods of ${systemNamespace}.`,
      }),
    ),
  ]
}
