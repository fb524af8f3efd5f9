import { remember } from '../kernel/remember.ts'
import type {
  AzureMeta,
  ManagedCluster,
  ManagedIdentity,
  Reference,
  ServicePrincipal,
} from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { allMatch, anyMatch, type Match } from '../model/selector.ts'
import { matchTexts } from './places.ts'
import { isAbout, referred } from './references.ts'
import { typeOf } from './types.ts'

/** Somebody who gets rights, as an asset names him. */
export interface Principal {
  readonly from: AzureMeta
  readonly known: Known<Reference | undefined>
  readonly type?: Known<string | undefined>
}

/** Identities of which is asked what they may do: all that stands for them. */
export interface Asked {
  readonly asset: ManagedCluster | ManagedIdentity | ServicePrincipal
  /** Where ARM keeps them, in small letters. */
  readonly paths: readonly string[]
  /** Those that are user-assigned. */
  readonly identities: readonly Known<Reference | undefined>[]
  /** What role assignments call them: where the first is known, no other one can be meant. */
  readonly ids: readonly Known<string | undefined>[]
}

const kubeletPath = 'properties.identityprofile.kubeletidentity'

const addonPaths = ['properties.addonprofiles.', 'properties.ingressprofile.webapprouting.']

/** The identities that stand on a cluster’s nodes: the kubelets’ and those of add-ons. */
export function nodesOf(asset: ManagedCluster): Asked {
  const { kubeletIdentity, nodePrincipals } = asset
  return { asset, paths: [kubeletPath, ...addonPaths], identities: [kubeletIdentity], ids: nodePrincipals }
}

export function kubeletsOf(asset: ManagedCluster): Asked {
  return { ...nodesOf(asset), paths: [kubeletPath], ids: asset.nodePrincipals.slice(0, 1) }
}

export function controlPlaneOf(asset: ManagedCluster): Asked {
  const { identities, ownPrincipal } = asset
  return { asset, paths: ['identity'], identities, ids: [ownPrincipal] }
}

export function onlyIdentity(asset: ManagedIdentity): Asked {
  return { asset, paths: [''], identities: [], ids: [asset.principalId] }
}

export function onlyPrincipal(asset: ServicePrincipal): Asked {
  return { asset, paths: [''], identities: [], ids: [] }
}

/** Those of some who surely are who is asked for, and those who may be. */
export interface Found<T> {
  readonly sure: readonly T[]
  readonly perhaps: readonly T[]
}

export type Search<T> = (asked: Asked, platform: Platform) => Found<T>

/** Finds whoever is asked for among principals, however many there are. */
export function searchFor<T>(all: readonly T[], principalOf: (item: T) => Principal): Search<T> {
  const pairs = all.flatMap((item) => namesIn(principalOf(item)).map((name) => ({ name, item })))
  const byName = Map.groupBy(pairs, ({ name }) => name)
  return (asked: Asked, platform: Platform): Found<T> => {
    const named = namesOf(asked, platform).flatMap((name) => byName.get(name) ?? [])
    const items = new Set(named.map(({ item }) => item))
    const matched = Map.groupBy(items, (item) => matchPrincipal(principalOf(item), asked, platform))
    return { sure: matched.get('yes') ?? [], perhaps: matched.get('unknown') ?? [] }
  }
}

/** Of those of whom nobody says who they are: they may be some cluster’s. */
const nobodys = ''

/** Of identities: one that a cluster hides may be any of them. */
const anyIdentity = '/'

const identityType = 'microsoft.managedidentity/userassignedidentities'

function namesIn({ known }: Principal): readonly string[] {
  const reference = valueOf(known)
  if (reference === undefined) return [nobodys]
  const id = idIn(reference)
  if (id !== undefined) return [id, nobodys]
  const names = [reference.to, reference.called ?? reference.to].map(lastOf)
  return typeOf(reference) === identityType ? [...names, anyIdentity] : names
}

function lastOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase()
}

/** Whatever a principal that is asked for may go by. */
function namesOf({ asset, identities, ids }: Asked, platform: Platform): readonly string[] {
  const assigned = identities.flatMap((identity) => referred(platform, 'managed-identity', [asset, identity]))
  const names = [asset, ...assigned].flatMap(({ name, resourceName }) => [
    name,
    valueOf(resourceName) ?? name,
  ])
  const written = identities.flatMap((identity) => {
    const { to, called } = valueOf(identity) ?? {}
    return [to, called].filter((each) => each !== undefined)
  })
  const called = [...ids, ...assigned.map(({ principalId }) => principalId)].flatMap(
    (id) => valueOf(id) ?? [],
  )
  const isOpen = asset.asset === 'managed-cluster'
  const isHidden = identities.some(({ state }) => state === 'hidden')
  const open = [...(isOpen ? [nobodys] : []), ...(isHidden ? [anyIdentity] : [])]
  return [...open, ...new Set([...names, ...written, ...called].map(lastOf))]
}

function matchPrincipal(principal: Principal, asked: Asked, platform: Platform): Match {
  const { from, known } = principal
  if (isHuman(principal)) return 'no'
  if (known.state === 'hidden') return from.declaredIn === asked.asset.declaredIn ? 'unknown' : 'no'
  if (known.value === undefined) return 'no'
  const id = idIn(known.value)
  return id === undefined ? matchNamed(principal, asked, platform) : matchId(id, asked, platform)
}

function isHuman({ type }: Principal): boolean {
  return /^(?:user|group|foreigngroup)$/i.test((type === undefined ? undefined : valueOf(type)) ?? '')
}

/** What neither leads to a resource nor is the id of one is what Entra calls somebody. */
function idIn({ to, path, type }: Reference): string | undefined {
  return path.length === 0 && type === undefined && !to.startsWith('/') ? to.toLowerCase() : undefined
}

function isObjectId(id: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)
}

function matchId(id: string, { identities, ids, asset }: Asked, platform: Platform): Match {
  const assigned = identities
    .flatMap((identity) => referred(platform, 'managed-identity', [asset, identity]))
    .map(({ principalId }) => principalId)
  const called = [...ids, ...assigned].flatMap((each) => valueOf(each)?.toLowerCase() ?? [])
  if (called.includes(id)) return 'yes'
  const [first, ...more] = [ids[0], ...assigned]
  const areKnown = [first, ...more].some((each) => each !== undefined && valueOf(each) !== undefined)
  return areKnown || holders(platform).has(id) || !isObjectId(id) ? 'no' : 'unknown'
}

/** What Entra calls those that are shown. */
const holders = remember((platform: Platform): ReadonlySet<string> => {
  const ofClusters = platform
    .all('managed-cluster')
    .flatMap(({ nodePrincipals, ownPrincipal }) => [...nodePrincipals, ownPrincipal])
  const ofIdentities = platform.all('managed-identity').map(({ principalId }) => principalId)
  return new Set([...ofClusters, ...ofIdentities].flatMap((each) => valueOf(each)?.toLowerCase() ?? []))
})

function matchNamed(
  { from, known }: Principal,
  { asset, paths, identities }: Asked,
  platform: Platform,
): Match {
  const path = (valueOf(known)?.path ?? []).join('.').toLowerCase()
  const isThere = paths.some((start) => path.startsWith(start))
  return anyMatch([
    isThere ? isAbout(asset, [from, known], platform) : 'no',
    ...identities.map((identity) => matchIdentity([from, known], [asset, identity], platform)),
  ])
}

type Named = readonly [AzureMeta, Known<Reference | undefined>]

/** Whether two name the same identity, which may be declared elsewhere. */
function matchIdentity(one: Named, other: Named, platform: Platform): Match {
  for (const [named, asked] of [
    [one, other],
    [other, one],
  ] as const) {
    const declared = referred(platform, 'managed-identity', named)
    if (declared.length > 0) return anyMatch(declared.map((each) => isAbout(each, asked, platform)))
  }
  return isSame(one, other)
}

function isSame([from, known]: Named, [beside, other]: Named): Match {
  const [a, b] = [valueOf(known), valueOf(other)]
  if (a === undefined || b === undefined) return 'no'
  const isOneTemplate = from.declaredIn === beside.declaredIn
  const isNamed = a.called !== undefined && a.called.toLowerCase() === b.called?.toLowerCase()
  const isWritten = isOneTemplate && a.to.toLowerCase() === b.to.toLowerCase()
  if (!isNamed && !isWritten) return 'no'
  return allMatch(
    (a.within ?? []).map((name, index) => {
      const other = b.within?.[index]
      return name === undefined || other === undefined ? 'yes' : matchTexts(name, other, isOneTemplate)
    }),
  )
}
