import { tokensOf } from '../../controls/identity/grants.ts'
import { compareText } from '../../kernel/text.ts'
import type { FactName } from '../../knowledge/platform-facts.ts'
import { type Known, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { ServiceAccount } from '../../model/rbac.ts'
import type { Assumption } from '../steps/barrier.ts'
import { workloadLabel } from '../steps/position.ts'

/** A managed identity or application of Entra that code on the platform may get tokens of. */
export interface CloudIdentity {
  readonly name: string
  /** Every node has it, or workloads get it by the service account that they run as. */
  readonly isOfNodes: boolean
  /** The fact that tells what it may do. */
  readonly rights: FactName
  /** Pods that run with it. */
  readonly pods: readonly Pod[]
  /** Service accounts that it trusts, as far as pods and annotations tell. */
  readonly accounts: readonly AccountName[]
}

export type AccountName = Pick<ServiceAccount, 'namespace' | 'name'>

/** The identity that every node of an AKS cluster has. */
export const kubeletIdentity = 'kubelet'

export function findCloudIdentities(pods: readonly Pod[], platform: Platform): readonly CloudIdentity[] {
  const trust: readonly Trust[] = [
    ...pods.flatMap((pod) => {
      const token = workloadIdentityOf(pod, platform)
      return token === undefined ? [] : [{ identity: token.identity, account: accountOf(pod), pod }]
    }),
    ...platform.all('service-account').flatMap((account) => {
      const identity = namedBy(account)
      return identity === undefined ? [] : [{ identity, account }]
    }),
  ]
  return [
    { name: kubeletIdentity, isOfNodes: true, rights: 'nodeIdentity', pods: [], accounts: [] },
    ...[...Map.groupBy(trust, ({ identity }) => identity)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, trusted]) => ({
        name,
        isOfNodes: false,
        rights: 'workloadIdentities' as const,
        pods: trusted.flatMap(({ pod }) => pod ?? []),
        accounts: trusted.map(({ account }) => account),
      })),
  ]
}

interface Trust {
  readonly identity: string
  readonly account: AccountName
  readonly pod?: Pod
}

function accountOf({ namespace, serviceAccountName }: Pod): AccountName {
  return { namespace, name: valueOf(serviceAccountName) ?? 'default' }
}

function namedBy({ annotations }: ServiceAccount): string | undefined {
  const annotation = annotations.get(clientId)
  return annotation === undefined ? undefined : valueOf(annotation)
}

/** A token in a pod that Entra exchanges for one of an identity. */
export interface WorkloadIdentity {
  readonly identity: string
  /** The label or the volume that puts it there. */
  readonly evidence: Known<unknown>
  readonly assumes?: Assumption
}

const label = 'azure.workload.identity/use'
const clientId = 'azure.workload.identity/client-id'
const audience = 'api://AzureADTokenExchange'

/**
 * The label makes the webhook of workload identity put a token into the pod, whatever `automountServiceAccountToken` says;
 * a projected token with its audience does the same. The account's annotation names the identity; without it code names
 * any that trusts the account.
 */
export function workloadIdentityOf(pod: Pod, platform: Platform): WorkloadIdentity | undefined {
  const evidence = evidenceFor(pod)
  if (evidence === undefined) return undefined
  const { namespace, name } = accountOf(pod)
  const account = platform.serviceAccountOf(pod)
  const identity = (account === undefined ? undefined : namedBy(account)) ?? `of ${namespace}/${name}`
  if (evidence.state !== 'hidden') return { identity, evidence }
  const question = `whether ${workloadLabel(pod)} gets a token for Azure`
  return { identity, evidence, assumes: { question, origin: evidence.origin } }
}

/** What surely gives a token, else what may. */
function evidenceFor(pod: Pod): Known<unknown> | undefined {
  const audiences = tokensOf(pod).map((token) => token.audience)
  const use = pod.podLabels.get(label)
  const given = [
    ...audiences.filter((each) => each.state === 'hidden' || each.value === audience),
    ...(use === undefined || (use.state !== 'hidden' && use.value !== 'true') ? [] : [use]),
  ]
  return given.find(({ state }) => state !== 'hidden') ?? given[0]
}
