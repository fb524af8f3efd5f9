import type { Assumption } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import type { Step } from '../steps/step.ts'
import { partyLabel } from '../steps/party.ts'
import { type Position, storagePosition, storageWritePosition, tenantPosition } from '../steps/position.ts'
import { isUnread, writersAmong } from '../storage/storage.ts'
import type { Use } from '../storage/storage-use.ts'
import type { Terrain } from '../terrain.ts'
import {
  type SharedPlace,
  sharedPlaces,
  placePosition,
  placeWritePosition,
} from '../storage/shared-places.ts'

/**
 * Who reads a place has the data of those that write there; who writes there has everybody that trusts it. Below a folder
 * lie the folders in it.
 */
export function storageSteps(terrain: Terrain): Step[] {
  const places = sharedPlaces(terrain)
  return [...placeSteps(places, terrain), ...unreadSteps(places, terrain)]
}

function placeSteps(places: readonly SharedPlace[], terrain: Terrain): Step[] {
  return places.flatMap((place) => {
    const [reading, writing] = [placePosition(place), placeWritePosition(place)]
    const inside = 'A folder holds the folders in it.'
    return [
      step(writing, { to: reading, how: 'Who writes to storage reads it.' }),
      ...place.below.flatMap((each) => [
        step(reading, { to: placePosition(each), how: inside }),
        step(writing, { to: placeWritePosition(each), how: inside }),
      ]),
      ...tenantSteps(reading, writersAmong(place.users), terrain),
      ...tenantSteps(writing, place.users, terrain),
    ]
  })
}

/** Where others may keep data whose volume cannot be read. */
const perhapsThere = 'storage that others may mount'

/** Storage that cannot be read may be any share, and any share may be what others mount unread. */
function unreadSteps(places: readonly SharedPlace[], terrain: Terrain): Step[] {
  const unread = places.find(isUnread)
  if (unread === undefined) return []
  const how = 'Storage that cannot be read may be any.'
  const [reading, writing] = [storagePosition(perhapsThere), storageWritePosition(perhapsThere)]
  const shares = places.filter((place) => !place.isOnNodes && place !== unread)
  return [
    ...shares.flatMap((place) => [
      step(placePosition(unread), { to: placePosition(place), how }),
      step(placeWritePosition(unread), { to: placeWritePosition(place), how }),
      step(placePosition(place), { to: reading, how }),
      step(placeWritePosition(place), { to: writing, how }),
    ]),
    ...tenantSteps(reading, writersAmong(unread.users), terrain),
    ...tenantSteps(writing, unread.users, terrain),
  ]
}

function tenantSteps(from: Position, users: readonly Use[], { tenants }: Terrain): Step[] {
  const reached = new Map<string, Assumption | undefined>()
  for (const { pod, assumes } of users) {
    const tenant = tenants.of(pod)
    if (tenant !== undefined && (assumes === undefined || !reached.has(tenant))) reached.set(tenant, assumes)
  }
  return [...reached].map(([tenant, assumes]) =>
    step(from, {
      to: tenantPosition(tenant),
      how: `Pods of ${partyLabel(tenant)} keep data there.`,
      ...doubted(assumes),
    }),
  )
}

function step(from: Position, held: Pick<Step, 'to' | 'how' | 'assumes'>): Step {
  return { from, ...held, evidence: [], barriers: [], isDrift: false }
}
