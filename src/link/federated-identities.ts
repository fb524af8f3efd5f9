import { remember } from '../kernel/remember.ts'
import type { FederatedCredential } from '../model/azure.ts'
import { valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import type { ServiceAccount } from '../model/rbac.ts'
import { principalsOf } from './entra.ts'
import { type Asked, onlyIdentity, onlyPrincipal } from './principals.ts'
import { referred } from './references.ts'

/** An identity of Azure that whoever brings a token of a service account becomes. */
export interface FederatedIdentity {
  /** The one by which its source tells it from all others. */
  readonly name: string
  /** Who has its roles; nobody where it is not declared. */
  readonly principals: readonly Asked[]
  /** Service accounts whose tokens it takes. */
  readonly accounts: readonly AccountName[]
  /** Credentials of which nobody knows whose tokens they take. */
  readonly hidden: readonly FederatedCredential[]
}

export type AccountName = Pick<ServiceAccount, 'namespace' | 'name'>

/** The identities that trust service accounts, each with what its own credentials say. */
export const federatedIdentities: (platform: Platform) => readonly FederatedIdentity[] = remember(
  (platform) => {
    const holders = platform.all('federated-credential').flatMap((each) => holdersOf(each, platform))
    const own = [...Map.groupBy(holders, ({ key }) => key).values()]
    const called = Map.groupBy(own, ([first]) => first?.name)
    return own.flatMap((all) => {
      const [first] = all
      if (first === undefined) return []
      const isOnly = called.get(first.name)?.length === 1
      const name = isOnly ? first.name : `${first.name} in ${first.credential.declaredIn || '.'}`
      return identityOf(
        name,
        first.principals,
        all.map(({ credential }) => credential),
      )
    })
  },
)

const byAccount = remember((platform: Platform) =>
  Map.groupBy(pairsOf(platform), ({ account: { namespace, name } }) => `${namespace}/${name}`),
)

const byNamespace = remember((platform: Platform) =>
  Map.groupBy(pairsOf(platform), ({ account }) => account.namespace),
)

function pairsOf(platform: Platform): readonly Trust[] {
  return federatedIdentities(platform).flatMap(({ name, accounts }) =>
    accounts.map((account) => ({ account, identity: name })),
  )
}

interface Trust {
  readonly account: AccountName
  readonly identity: string
}

/** The names of the identities that surely trust an account. */
export function identitiesTrusting({ namespace, name }: AccountName, platform: Platform): readonly string[] {
  return namesIn(byAccount(platform).get(`${namespace}/${name}`))
}

/** The names of the identities that trust some account of a namespace. */
export function identitiesTrustingIn(namespace: string, platform: Platform): readonly string[] {
  return namesIn(byNamespace(platform).get(namespace))
}

function namesIn(trust: readonly Trust[] = []): readonly string[] {
  return [...new Set(trust.map(({ identity }) => identity))]
}

interface Holder {
  readonly key: string
  readonly name: string
  readonly principals: readonly Asked[]
  readonly credential: FederatedCredential
}

/** Whose credential it is: a managed identity, or an application with its principals. */
function holdersOf(credential: FederatedCredential, platform: Platform): readonly Holder[] {
  const { identity, declaredIn } = credential
  const identities = referred(platform, 'managed-identity', [credential, identity])
  if (identities.length > 0)
    return identities.map((each) => ({
      key: `${each.declaredIn}\0${each.name}`,
      name: each.name,
      principals: [onlyIdentity(each)],
      credential,
    }))
  const name = valueOf(identity)?.to ?? credential.name
  const principals = principalsOf(credential, platform).map(onlyPrincipal)
  return [{ key: `${declaredIn}\0${name}`, name, principals, credential }]
}

function identityOf(
  name: string,
  principals: readonly Asked[],
  credentials: readonly FederatedCredential[],
): readonly FederatedIdentity[] {
  const accounts = credentials.flatMap(({ subject }) => accountIn(valueOf(subject)))
  const hidden = credentials.filter(({ subject }) => isOpen(valueOf(subject)))
  // All others are for pipelines and the like: no pod has their tokens.
  return accounts.length + hidden.length === 0 ? [] : [{ name, principals, accounts, hidden }]
}

/** Entra compares subjects to the letter: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
function accountIn(subject = ''): readonly AccountName[] {
  const [, namespace, name] = /^system:serviceaccount:([^:*]+):([^:*]+)$/.exec(subject) ?? []
  return namespace === undefined || name === undefined ? [] : [{ namespace, name }]
}

function isOpen(subject: string | undefined): boolean {
  return subject === undefined || (subject.startsWith('system:') && accountIn(subject).length === 0)
}
