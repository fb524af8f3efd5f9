import { remember } from '../kernel/remember.ts'
import type { AzureMeta, Reference } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { allMatch, type Match } from '../model/selector.ts'

/** A reference and the asset that it stands in. */
export interface PlacedReference {
  readonly from: AzureMeta
  readonly reference: Reference
}

/**
 * Whether an asset stands where a reference looks for it: a name is one resource in one group of one subscription alone, and
 * that of a part in what it is a part of.
 */
export function matchPlace(
  asset: AzureMeta,
  { from, reference }: PlacedReference,
  platform: Platform,
): Match {
  const { declaredIn, name, subscription, resourceGroup } = asset
  const isOneTemplate = declaredIn === from.declaredIn
  // An address is unique in Terraform.
  const isAddress = reference.within === undefined && reference.to === name && isOneTemplate
  if (isAddress) return 'yes'
  const { names, within } = placeOf(reference, from)
  return allMatch([
    matchName(within[0], subscription, isOneTemplate),
    matchName(within[1], resourceGroup, isOneTemplate),
    names.length < 2 ? 'yes' : matchParent(names.at(-2) ?? '', asset, platform),
  ])
}

interface Place {
  /** The subscription and the group. */
  readonly within: readonly (string | undefined)[]
  /** Of an id: of what it is a part of, and its own. */
  readonly names: readonly string[]
}

function placeOf({ to, within, called }: Reference, from: AzureMeta): Place {
  if (within !== undefined) return { within, names: called?.split('/') ?? [] }
  if (!to.startsWith('/')) return { within: [undefined, valueOf(from.resourceGroup)], names: [] }
  const [, subscription, group] =
    /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?(?:\/|$)/i.exec(to) ?? []
  const [, ...parts] = to.slice(to.toLowerCase().lastIndexOf('/providers/') + 11).split('/')
  return { within: [subscription, group], names: parts.filter((_, index) => index % 2 === 1) }
}

/** What nobody states is not told apart: a configuration of Terraform has one subscription. */
function matchName(named: string | undefined, own: Known<string | undefined>, isOneTemplate: boolean): Match {
  if (named === undefined) return 'yes'
  if (own.state === 'hidden') return 'unknown'
  return own.value === undefined ? 'yes' : matchTexts(named, own.value, isOneTemplate)
}

/** Names in brackets are known once they are deployed: in one template the same text is the same name. */
export function matchTexts(one: string, other: string, isOneTemplate: boolean): Match {
  const isSame = one.toLowerCase() === other.toLowerCase()
  const isOpen = one.includes('[') || other.includes('[')
  if (isOpen) return isOneTemplate && isSame ? 'yes' : 'unknown'
  return isSame ? 'yes' : 'no'
}

/** What a subnet is a part of, by its name, its id or its address. */
function matchParent(named: string, { declaredIn, parent }: AzureMeta, platform: Platform): Match {
  if (parent.state === 'hidden') return 'unknown'
  const to = parent.value?.to
  if (to === undefined) return 'yes'
  const own = networkNames(platform).get(`${declaredIn}\0${to}`) ?? to.slice(to.lastIndexOf('/') + 1)
  return own === undefined ? 'unknown' : matchTexts(named, own, true)
}

/** By their addresses; nothing where a name is not known. */
const networkNames = remember(
  (platform: Platform): ReadonlyMap<string, string | undefined> =>
    new Map(
      platform
        .all('virtual-network')
        .map(({ declaredIn, name, resourceName }) => [`${declaredIn}\0${name}`, valueOf(resourceName)]),
    ),
)
