import { tokensOf } from '../../controls/identity/grants.ts'
import { remember } from '../../kernel/remember.ts'
import { compareText } from '../../kernel/text.ts'
import type { FactName } from '../../knowledge/platform-facts.ts'
import {
  type AccountName,
  federatedIdentities,
  identitiesTrusting,
  identitiesTrustingIn,
} from '../../link/federated-identities.ts'
import { type Known, originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { ServiceAccount } from '../../model/rbac.ts'
import type { Assumption } from '../steps/barrier.ts'
import { allDoubted, assumption } from '../steps/doubt.ts'
import { workloadLabel } from '../steps/position.ts'
import { ofHiddenSubject, wideOfAnyAccount } from './workload-rights.ts'

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
  /** Set where nobody knows which accounts it trusts. */
  readonly assumes?: Assumption
}

/** The identity that every node of an AKS cluster has. */
export const kubeletIdentity = 'kubelet'

export function findCloudIdentities(pods: readonly Pod[], platform: Platform): readonly CloudIdentity[] {
  const hidden = ofHiddenSubjects(platform)
  return [
    { name: kubeletIdentity, isOfNodes: true, rights: 'nodeIdentity', pods: [], accounts: [] },
    ...hidden.map((each) => ({ ...each, isOfNodes: false, rights: workloadRights, pods: [], accounts: [] })),
    ...[...Map.groupBy(trustIn(pods, platform), ({ identity }) => identity)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, trusted]) => ({
        name,
        isOfNodes: false,
        rights: workloadRights,
        pods: trusted.flatMap(({ pod }) => pod ?? []),
        accounts: trusted.map(({ account }) => account),
      })),
  ]
}

const workloadRights: FactName = 'workloadIdentities'

interface Trust {
  readonly identity: string
  readonly account: AccountName
  readonly pod?: Pod
}

/** Who gets which identity, by pods, by annotations and by what the identities themselves trust. */
function trustIn(pods: readonly Pod[], platform: Platform): readonly Trust[] {
  return [
    ...pods.flatMap((pod) => trustOf(pod, platform)),
    ...platform.all('service-account').flatMap((account) => {
      const identities = identitiesOf(account, platform)
      return identities.map((identity) => ({ identity, account }))
    }),
    ...federatedIdentities(platform).flatMap(({ name: identity, accounts }) =>
      accounts.map((account) => ({ identity, account })),
    ),
  ]
}

/** Those of which nobody knows whom they trust are several, and of no pod in particular. */
function trustOf(pod: Pod, platform: Platform): readonly Trust[] {
  const identities = workloadIdentityOf(pod, platform)?.identities ?? []
  return identities
    .filter(({ name }) => name !== ofHiddenSubject)
    .map(({ name }) => ({ identity: name, account: accountOf(pod), pod }))
}

function accountOf({ namespace, serviceAccountName }: Pod): AccountName {
  return { namespace, name: valueOf(serviceAccountName) ?? 'default' }
}

/** The identities that are declared to trust an account, else the one that its annotation names. */
function identitiesOf(account: ServiceAccount, platform: Platform): readonly string[] {
  const declared = identitiesTrusting(account, platform)
  if (declared.length > 0) return declared
  return account.annotations.has(clientId) ? [namedBy(account) ?? nameFor(account)] : []
}

function namedBy({ annotations }: ServiceAccount): string | undefined {
  const annotation = annotations.get(clientId)
  return annotation === undefined ? undefined : valueOf(annotation)
}

/** Of an identity that nobody declares or names. */
function nameFor({ namespace, name }: AccountName): string {
  return `of ${namespace}/${name}`
}

/** A token in a pod that Entra exchanges for one of an identity. */
export interface WorkloadIdentity {
  readonly identities: readonly TrustingIdentity[]
  /** The label or the volume that puts it there. */
  readonly evidence: Known<unknown>
}

export interface TrustingIdentity {
  readonly name: string
  readonly assumes?: Assumption
}

const label = 'azure.workload.identity/use'
const clientId = 'azure.workload.identity/client-id'
const audience = 'api://AzureADTokenExchange'

/**
 * The label makes the webhook of workload identity put a token into the pod, whatever `automountServiceAccountToken` says;
 * a projected token with its audience does the same. Code may name any identity that trusts the account, whatever the
 * account’s annotation says: that counts where no such identity is declared.
 */
export function workloadIdentityOf(pod: Pod, platform: Platform): WorkloadIdentity | undefined {
  const evidence = evidenceFor(pod)
  if (evidence === undefined) return undefined
  const identities = [...surelyOf(pod, platform), ...perhapsOf(pod, platform)]
  if (evidence.state !== 'hidden') return { identities, evidence }
  const question = `whether ${workloadLabel(pod)} gets a token for Azure`
  return { identities: allDoubted(identities, { question, origin: evidence.origin }), evidence }
}

function surelyOf(pod: Pod, platform: Platform): readonly TrustingIdentity[] {
  const account = platform.serviceAccountOf(pod)
  const own = accountOf(pod)
  const known = account === undefined ? identitiesTrusting(own, platform) : identitiesOf(account, platform)
  return (known.length > 0 ? known : [nameFor(own)]).map((name) => ({ name }))
}

/** An account or a subject that nobody knows may be any. */
function perhapsOf(pod: Pod, platform: Platform): readonly TrustingIdentity[] {
  const { namespace, serviceAccountName } = pod
  const question = `which service account ${workloadLabel(pod)} runs as`
  const inNamespace = serviceAccountName.state === 'hidden' ? identitiesTrustingIn(namespace, platform) : []
  const byAccount = inNamespace.map((name) => ({
    name,
    assumes: assumption(question, originOf(serviceAccountName)),
  }))
  return [...byAccount, ...ofHiddenSubjects(platform)]
}

const ofHiddenSubjects = remember((platform: Platform): readonly TrustingIdentity[] =>
  wideOfAnyAccount(platform)
    .slice(0, 1)
    .map(({ name, subject, origin }) => ({
      name: ofHiddenSubject,
      assumes: assumption(`which service account credential ${name} trusts`, originOf(subject) ?? origin),
    })),
)

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
