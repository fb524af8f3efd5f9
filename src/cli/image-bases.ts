import { basesInForce } from '../config/bases.ts'
import type { ImageOptions } from '../engine/image.ts'
import { statedBase } from '../images/base.ts'
import { diffIdsOf, liesBelow, type OpenedBase, withOpened } from '../images/base-approval.ts'
import type { NamedImage, OpenedImage } from '../images/open/image.ts'
import type { CurrentBase } from '../images/upkeep.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { type ImagePlace, openImage } from '../images/read-image.ts'
import type { ApprovedBase } from '../model/approved-base.ts'
import { parseImageReference } from '../model/image-reference.ts'
import { type Problem, problemOf } from '../model/problem.ts'
import { loadConfig } from './config.ts'
import { registryPlace } from './image-place.ts'
import type { Call } from './output.ts'

/** What an image is judged with beside itself: the configuration, and bases as registries have them now. */
type BaseOptions = Pick<ImageOptions, 'approvedBases' | 'currentBase' | 'maxAge' | 'problems'>

/** An image, and where it came from. */
export interface PlacedImage {
  readonly image: OpenedImage
  readonly place: ImagePlace
}

/** What an image is to be judged with; `named` is the image of `--base`, opened. */
export type BaseSearch = (placed: PlacedImage, named?: OpenedBase) => Promise<BaseOptions>

/** Looks for bases as the configuration lists them. Where registries may be asked, each name is asked for once. */
export function baseSearch(call: Call, mayAsk: boolean): BaseSearch {
  const { config } = loadConfig(call.flags.text('config'), call.world)
  const listed = basesInForce(config, call.world.today)
  const answers = new Map<string, Promise<OpenedBase | Problem>>()
  const open = async (name: string, platform: string | undefined): Promise<OpenedBase | Problem> => {
    const key = `${name} ${platform ?? ''}`
    const answer = answers.get(key) ?? openRemote(name, platform, call)
    answers.set(key, answer)
    return await answer
  }
  return async ({ image, place }, named) => {
    const told = basesTold(image)
    const names = mayAsk
      ? [...told.flatMap((each) => toldToOpen(each, place, listed ?? [])), ...listedToOpen(listed ?? [])]
      : []
    const { opened, problems } = await openAll(names, async (name) => await open(name, platformOf(image)))
    const all = [...(named === undefined ? [] : [named]), ...opened.values()]
    return {
      approvedBases: listed === undefined ? undefined : withOpened(listed, all),
      currentBase: currentBase(image, told, opened) ?? unaskedBase(image, names, mayAsk),
      maxAge: config.patching.imageAge,
      problems,
    }
  }
}

const maxMaterials = 10

/** The base that an image states, else all that its provenance names. */
function basesTold(image: OpenedImage): readonly NamedImage[] {
  const { name, digest } = statedBase(image)
  if (name !== undefined) return [{ name, ...(digest === undefined ? {} : { digest }) }]
  return (image.materials ?? []).slice(0, maxMaterials)
}

/** Of several images that provenance names the base is the one whose layers lie below. */
function currentBase(
  image: OpenedImage,
  told: readonly NamedImage[],
  opened: ReadonlyMap<string, OpenedBase>,
): CurrentBase | undefined {
  const isStated = statedBase(image).name !== undefined
  const base = isStated ? told[0] : told.find((each) => isBelow(image, opened.get(pinned(each))?.image))
  const now = base === undefined ? undefined : opened.get(base.name)?.image
  return base === undefined || now === undefined ? undefined : { ...base, image: now }
}

/** The one that an image states, where registries are asked and that of the base is not among them. */
function unaskedBase(image: OpenedImage, names: readonly string[], mayAsk: boolean): CurrentBase | undefined {
  const { name } = statedBase(image)
  return mayAsk && name !== undefined && !names.includes(name) ? { name } : undefined
}

function isBelow(image: OpenedImage, base: OpenedImage | undefined): boolean {
  return base !== undefined && liesBelow(image, { layers: diffIdsOf(base) })
}

/** As it was when it was built on. */
function pinned({ name, digest }: NamedImage): string {
  return digest === undefined || name.includes('@') ? name : `${name}@${digest}`
}

/** Without the variant, which indexes and configurations do not always tell alike. */
function platformOf({ platform }: OpenedImage): string | undefined {
  return platform?.split('/', 2).join('/')
}

/** Those that bring their layers with them need no registry, and a star no registry knows. */
function listedToOpen(listed: readonly ApprovedBase[]): readonly string[] {
  return listed
    .filter(({ image, layers }) => !image.includes('*') && layers.length === 0)
    .map(({ image }) => image)
}

const openToAll: ReadonlySet<string> = new Set(['docker.io', 'mcr.microsoft.com'])

/** What the name of the base stands for now, and what it stood for then. */
function toldToOpen(told: NamedImage, place: ImagePlace, listed: readonly ApprovedBase[]): readonly string[] {
  const registry = parseImageReference(told.name)?.registry
  return mayBeAsked(registry, place, listed) ? [told.name, pinned(told)] : []
}

/**
 * A hostile image may state any name: only registries that the owner named, or that are everybody's, are asked for it, lest
 * it lead to a server inside the network or to one that waits for a token.
 */
function mayBeAsked(
  registry: string | undefined,
  place: ImagePlace,
  listed: readonly ApprovedBase[],
): boolean {
  if (registry === undefined) return false
  const isOwn = place.kind === 'registry' && place.reference.registry === registry
  return isOwn || openToAll.has(registry) || listed.some((base) => base.registry === registry)
}

interface OpenedBases {
  readonly opened: ReadonlyMap<string, OpenedBase>
  readonly problems: readonly Problem[]
}

async function openAll(
  names: readonly string[],
  open: (name: string) => Promise<OpenedBase | Problem>,
): Promise<OpenedBases> {
  const opened = new Map<string, OpenedBase>()
  const problems: Problem[] = []
  for (const name of new Set(names)) {
    const answer = await open(name)
    if ('code' in answer) problems.push(answer)
    else opened.set(name, answer)
  }
  return { opened, problems }
}

/** Never a file, whatever lies there: a hostile image may state any name. */
async function openRemote(
  name: string,
  platform: string | undefined,
  call: Call,
): Promise<OpenedBase | Problem> {
  const source = parseImageReference(name)
  if (source === undefined) return problemOf('no-such-path', 'No image can be called that.', name)
  try {
    const image = await openImage(registryPlace(source, call), platform === undefined ? {} : { platform })
    return { source, image }
  } catch (error) {
    if (error instanceof OpenError) return error.problemAt(name)
    throw error
  }
}
