import { remember } from '../../kernel/remember.ts'
import type { PersistentVolume, VolumeClaim } from '../../model/cluster.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { allMatch, type Match } from '../../model/selector.ts'
import type { Assumption } from '../steps/barrier.ts'
import { capacityOf, mayBind } from './claim-match.ts'
import { storageName, storageNames } from './storage-names.ts'

/** What is behind a claim, as far as manifests tell. */
export interface Binding {
  /** The volume; where it hangs on something, each that it may be and that others know by another name. */
  readonly volumes: readonly PersistentVolume[]
  readonly assumes?: Assumption
}

export interface Bindings {
  claimOf(namespace: string, name: string): VolumeClaim | undefined
  of(namespace: string, name: string): Binding
}

const unbound: Binding = { volumes: [] }
const noBindings: ReadonlyMap<string, Binding> = new Map()

/** Which persistent volumes claims are bound to: by what either side says, else as Kubernetes would bind them. */
export const bindClaims: (platform: Platform) => Bindings = remember((platform) => {
  const claims = new Map(
    platform.all('volume-claim').map((claim) => [keyOf(claim.namespace, claim.name), claim]),
  )
  const stated = statedBindings(claims, platform)
  const open = openVolumes(stated, platform)
  const chosen = open.length === 0 ? noBindings : chooseVolumes(open, { claims, stated, platform })
  const left = leftOver(open, chosen ?? noBindings, platform)
  return {
    claimOf: (namespace, name) => claims.get(keyOf(namespace, name)),
    of: (namespace, name) => {
      const key = keyOf(namespace, name)
      const volume = stated.get(key)
      if (volume !== undefined) return { volumes: [volume] }
      if (claims.has(key) && chosen !== undefined) return chosen.get(key) ?? unbound
      return uncertain(left, key)
    },
  }
})

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}

type Stated = ReadonlyMap<string, PersistentVolume>

function statedBindings(claims: ReadonlyMap<string, VolumeClaim>, platform: Platform): Stated {
  const volumes = platform.all('persistent-volume')
  const byName = new Map(volumes.map((volume) => [volume.name, volume]))
  const reserved = volumes.flatMap((volume) => {
    const [namespace, name] = [valueOf(volume.claimNamespace), valueOf(volume.claimName)]
    return namespace === undefined || name === undefined ? [] : [[keyOf(namespace, name), volume] as const]
  })
  const named = [...claims].flatMap(([key, { volumeName }]) => {
    const volume = byName.get(valueOf(volumeName) ?? '')
    return volume === undefined ? [] : [[key, volume] as const]
  })
  return new Map([...reserved, ...named])
}

/** Volumes that nobody has, as far as one can read. */
function openVolumes(stated: Stated, platform: Platform): readonly PersistentVolume[] {
  const taken = new Set(stated.values())
  return platform.all('persistent-volume').filter((volume) => !taken.has(volume) && !isReserved(volume))
}

function isReserved({ claimNamespace, claimName }: PersistentVolume): boolean {
  return valueOf(claimNamespace) !== undefined && valueOf(claimName) !== undefined
}

interface Candidate {
  readonly volume: PersistentVolume
  readonly match: Match
}

/** Claims that ask for the same, and the volumes that each of them may get. */
interface Contest {
  readonly claims: readonly VolumeClaim[]
  readonly candidates: readonly Candidate[]
}

interface Waiting {
  readonly claims: ReadonlyMap<string, VolumeClaim>
  readonly stated: Stated
  readonly platform: Platform
}

/** Nothing where so many ask for so many different things that nobody tries them all. */
function chooseVolumes(
  open: readonly PersistentVolume[],
  waiting: Waiting,
): ReadonlyMap<string, Binding> | undefined {
  const contests = contestsFor(open, waiting)
  if (contests === undefined) return undefined
  const context = { wanted: demandOf(contests), isKnownElsewhere: storageNames(waiting.platform) }
  return new Map(
    contests.flatMap((contest) => {
      const { volumes, isSure } = decide(contest, context)
      return contest.claims.map(({ namespace, name }) => {
        const key = keyOf(namespace, name)
        return [key, isSure ? { volumes } : uncertain(volumes, key)] as const
      })
    }),
  )
}

const mostTried = 1_000_000

function contestsFor(
  open: readonly PersistentVolume[],
  { claims, stated }: Waiting,
): readonly Contest[] | undefined {
  const waiting = [...claims].flatMap(([key, claim]) =>
    stated.has(key) || !isKnown(claim.volumeName, undefined) ? [] : [claim],
  )
  const wishes = [...Map.groupBy(waiting, wishOf).values()]
  if (wishes.length * open.length > mostTried) return undefined
  return wishes.map((alike) => ({ claims: alike, candidates: candidatesFor(alike, open) }))
}

/** Equal for claims that ask for the same; one with something hidden is like no other. */
function wishOf(claim: VolumeClaim): string {
  const { namespace, name, selector, accessModes, storageClassName, volumeMode, storage } = claim
  const fields = [...accessModes, storageClassName, volumeMode, storage]
  const isRead = fields.every(({ state }) => state !== 'hidden') && selector?.isHidden !== true
  return JSON.stringify(
    isRead
      ? [fields.map((each) => valueOf<unknown>(each)), selector?.requirements ?? null]
      : [namespace, name],
  )
}

function candidatesFor(
  [claim]: readonly VolumeClaim[],
  open: readonly PersistentVolume[],
): readonly Candidate[] {
  if (claim === undefined) return []
  return open
    .map((volume) => ({ volume, match: allMatch([isFree(volume), mayBind(volume, claim)]) }))
    .filter(({ match }) => match !== 'no')
}

/** A claim that cannot be read may have it. */
function isFree({ claimName, claimNamespace }: PersistentVolume): Match {
  return [claimName, claimNamespace].some(({ state }) => state === 'hidden') ? 'unknown' : 'yes'
}

/** How many claims may get each volume. */
function demandOf(contests: readonly Contest[]): ReadonlyMap<PersistentVolume, number> {
  const wanted = new Map<PersistentVolume, number>()
  for (const { claims, candidates } of contests) {
    for (const { volume } of candidates) wanted.set(volume, (wanted.get(volume) ?? 0) + claims.length)
  }
  return wanted
}

interface Demand {
  readonly wanted: ReadonlyMap<PersistentVolume, number>
  readonly isKnownElsewhere: (volume: PersistentVolume) => boolean
}

interface Decision {
  readonly volumes: readonly PersistentVolume[]
  readonly isSure: boolean
}

/** A volume is given to one claim: of several that ask for it nobody knows which gets it, unless there is enough alike. */
function decide({ claims, candidates }: Contest, { wanted, isKnownElsewhere }: Demand): Decision {
  const volumes = candidates.map(({ volume }) => volume)
  const asking = volumes.reduce(
    (sum, volume) => sum + (wanted.get(volume) ?? 0) - claims.length,
    claims.length,
  )
  if (candidates.every(({ match }) => match === 'yes')) {
    const sure = asking > 1 ? alike(volumes, asking) : smallest(volumes)
    if (sure !== undefined) return { volumes: [sure], isSure: true }
  }
  return { volumes: distinct(asking > 1 ? volumes.filter(isKnownElsewhere) : volumes), isSure: false }
}

/** Whichever each of them gets, the storage is the same. */
function alike(volumes: readonly PersistentVolume[], claims: number): PersistentVolume | undefined {
  const isOne = new Set(volumes.map(storageName)).size === 1
  return isOne && volumes.length >= claims ? volumes[0] : undefined
}

/** Kubernetes gives the smallest that is large enough. */
function smallest(volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const least = Math.min(...volumes.map((volume) => capacityOf(volume) ?? 0))
  return alike(
    volumes.filter((volume) => capacityOf(volume) === least),
    1,
  )
}

/** Any of several volumes, or none. */
function uncertain(volumes: readonly PersistentVolume[], key: string): Binding {
  const [first] = volumes
  if (first === undefined) return unbound
  const question = `which persistent volume claim ${key} is bound to`
  return { volumes, assumes: { question, origin: first.origin } }
}

/** One volume for all that are the same storage. */
function distinct(volumes: readonly PersistentVolume[]): readonly PersistentVolume[] {
  return [...new Map(volumes.map((volume) => [storageName(volume), volume])).values()]
}

/** What claims that nobody declared may be bound to. */
function leftOver(
  open: readonly PersistentVolume[],
  chosen: ReadonlyMap<string, Binding>,
  platform: Platform,
): readonly PersistentVolume[] {
  if (open.length === 0) return open
  const sure = [...chosen.values()].filter(({ assumes }) => assumes === undefined)
  const taken = new Set(sure.flatMap(({ volumes }) => volumes))
  return distinct(open.filter((volume) => !taken.has(volume)).filter(storageNames(platform)))
}
