import { remember } from '../kernel/remember.ts'
import type { AzureMeta, FederatedCredential, Reference, ServicePrincipal } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { referred } from './references.ts'

/** The federated credentials by what trusts them: a managed identity or an application. */
const credentialsOf: (platform: Platform) => ReadonlyMap<string | undefined, readonly FederatedCredential[]> =
  remember((platform) =>
    Map.groupBy(platform.all('federated-credential'), (each) => keyOf(each, each.identity)),
  )

/** Applications are no assets: what refers to one in the same words, in one configuration, means the same. */
function keyOf({ declaredIn }: AzureMeta, known: Known<Reference | undefined>): string | undefined {
  const to = valueOf(known)?.to
  return to === undefined ? undefined : `${declaredIn}\0${to.toLowerCase()}`
}

function withKey(platform: Platform, key: string | undefined): readonly FederatedCredential[] {
  return key === undefined ? [] : (credentialsOf(platform).get(key) ?? [])
}

/** The credentials by which somebody without a password becomes a principal. */
export function credentialsFor(
  from: AzureMeta,
  principal: Known<Reference | undefined>,
  platform: Platform,
): readonly FederatedCredential[] {
  const [own] = referred(platform, 'service-principal', [from, principal])
  return withKey(platform, own === undefined ? keyOf(from, principal) : keyOf(own, own.application))
}

/** The service principals of an application by the credential that it trusts. */
export function principalsOf(
  credential: FederatedCredential,
  platform: Platform,
): readonly ServicePrincipal[] {
  const key = keyOf(credential, credential.identity)
  return key === undefined ? [] : (principalsByApplication(platform).get(key) ?? [])
}

const principalsByApplication: (
  platform: Platform,
) => ReadonlyMap<string | undefined, readonly ServicePrincipal[]> = remember((platform) =>
  Map.groupBy(platform.all('service-principal'), (each) => keyOf(each, each.application)),
)
