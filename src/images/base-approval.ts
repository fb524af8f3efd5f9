import { type ApprovedBase, isListedAs } from '../model/approved-base.ts'
import { type ImageReference, parseImageReference } from '../model/image-reference.ts'
import { nearestBase } from '../model/nearest-base.ts'
import { statedBase, type StatedBase } from './base.ts'
import type { Inventory } from './found-packages.ts'
import { digestsOf, type NamedImage, type OpenedImage } from './open/image.ts'

/** Whether an image is built on a base that its owner approved. */
export interface BaseApproval {
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** A sentence: on what it is built, and how that is known. */
  readonly message: string
  /** As it is listed. */
  readonly base?: string
  /** The listed base that is most like it, where it is built on none. */
  readonly nearest?: string
}

/** An image that others are built on, opened to know its layers. */
export interface OpenedBase {
  /** Under which name a registry gave it; without it only its digests tell what it is. */
  readonly source?: ImageReference
  readonly image: OpenedImage
}

/** The listed bases, with the layers of those that were opened. */
export function withOpened(
  bases: readonly ApprovedBase[],
  opened: readonly OpenedBase[],
): readonly ApprovedBase[] {
  return bases.flatMap((base) => {
    const known = opened.filter((each) => isOpened(base, each)).map((each) => withLayers(base, each))
    // A digest is one image, a tag many: others of that name stay open.
    return base.digest === undefined ? [...known, base] : [known[0] ?? base]
  })
}

function withLayers(base: ApprovedBase, { source, image }: OpenedBase): ApprovedBase {
  const digest = base.digest ?? source?.digest
  return { ...base, ...(digest === undefined ? {} : { digest }), layers: diffIdsOf(image) }
}

function isOpened(base: ApprovedBase, { source, image }: OpenedBase): boolean {
  if (base.digest !== undefined && digestsOf(image).includes(base.digest)) return true
  return source !== undefined && isListedAs(source, base) === true
}

/** Nothing where one is not known. */
export function diffIdsOf({ layers }: OpenedImage): string[] {
  const digests = layers.flatMap(({ diffId }) => diffId ?? [])
  return digests.length === layers.length ? digests : []
}

/** Distribution and interpreters, as words to compare bases by. */
export function holdsOf({ os, packages }: Pick<Inventory, 'os' | 'packages'>): readonly string[] {
  const runtimes = packages.filter(({ kind }) => kind === 'generic')
  return [
    ...(os === undefined ? [] : [`${os.id} ${os.version}`]),
    ...runtimes.map(({ name, version }) => `${name} ${version.split('.', 2).join('.')}`),
  ]
}

export interface ApprovalContext {
  /** The bases whose approval holds, with their layers where these are listed or were opened. */
  readonly bases: readonly ApprovedBase[]
  /** A base that provenance names, and whose layers lie below. */
  readonly proven?: NamedImage | undefined
  /** What the image holds, such as `debian 12` and `python 3.13`. */
  readonly holds: readonly string[]
}

/**
 * Layers prove a base. What an image says of its base only its builder vouches for, who may be the one that is not
 * trusted: it speaks against an image, and never for it.
 */
export function judgeBase(image: OpenedImage, context: ApprovalContext): BaseApproval {
  const below = context.bases.find((base) => liesBelow(image, base))
  if (below !== undefined) return passed(below)
  const stated = statedBase(image)
  if (stated.name !== undefined || stated.digest !== undefined) return judgeStated(stated, context)
  return image.materials === undefined ? judgeSilent(context) : judgeMaterials(image.materials, context)
}

export function liesBelow({ layers }: OpenedImage, base: Pick<ApprovedBase, 'layers'>): boolean {
  return base.layers.length > 0 && base.layers.every((digest, index) => layers[index]?.diffId === digest)
}

function passed({ image }: ApprovedBase): BaseApproval {
  return { verdict: 'pass', base: image, message: `It is built on ${image}: the layers are the same.` }
}

/** A digest is one image: where that has other layers it is not below. A tag has been many images. */
function isRefuted({ digest, layers }: ApprovedBase): boolean {
  return digest !== undefined && layers.length > 0
}

function judgeSilent(context: ApprovalContext): BaseApproval {
  if (context.bases.every(isRefuted)) return failed('No approved base lies below it', context)
  return open('It does not say what it is built on, and no layers of an approved base are known below it')
}

function judgeStated(stated: StatedBase, context: ApprovalContext): BaseApproval {
  const reference = referenceOf(stated)
  const name = [stated.name, stated.digest].filter((part) => part !== undefined).join('@')
  const answers = context.bases.map((base) => ({ base, answer: answerOf(stated, reference, base) }))
  const listed = answers.find(({ answer }) => answer === true)?.base
  if (listed !== undefined && isRefuted(listed))
    return failed(`It says that it is built on ${listed.image}, and has other layers`, context)
  if (listed !== undefined)
    return {
      ...open(`It says that it is built on ${listed.image}, which nothing proves`),
      base: listed.image,
    }
  if (answers.some(({ answer }) => answer === 'open'))
    return open(`It says that it is built on ${name}, which may be an approved base`)
  return failed(`It is built on ${name}, which is no approved base`, context, stated.name)
}

/** Builds take parts from images that are not below, too: one that is not listed is a base only where its layers say so. */
function judgeMaterials(materials: readonly NamedImage[], context: ApprovalContext): BaseApproval {
  if (context.proven !== undefined) {
    const { name } = context.proven
    return failed(`It is built on ${name}, which is no approved base`, context, name)
  }
  const listed = context.bases.find(
    (base) => !isRefuted(base) && materials.some((each) => answerOf(each, referenceOf(each), base) === true),
  )
  if (listed !== undefined)
    return { ...open(`Its provenance names ${listed.image}, which nothing proves`), base: listed.image }
  const names = materials.map(({ name }) => name).join(', ')
  return open(`Its provenance names ${names}, of which none is known to be approved, nor to be its base`)
}

function referenceOf({ name, digest }: StatedBase): ImageReference | undefined {
  const reference = name === undefined ? undefined : parseImageReference(name)
  return reference === undefined || digest === undefined ? reference : { ...reference, digest }
}

function answerOf(
  { digest }: StatedBase,
  reference: ImageReference | undefined,
  base: ApprovedBase,
): boolean | 'open' {
  if (reference !== undefined) return isListedAs(reference, base)
  if (digest === undefined) return false
  return base.digest === undefined ? 'open' : base.digest === digest
}

function open(claim: string): BaseApproval {
  return { verdict: 'unknown', message: `${claim}.` }
}

function failed(claim: string, { bases, holds }: ApprovalContext, name = ''): BaseApproval {
  const nearest = nearestBase([name.slice(name.indexOf('/') + 1), ...holds], bases)?.image
  return {
    verdict: 'fail',
    message: `${claim}.${nearest === undefined ? '' : ` The nearest approved one is ${nearest}.`}`,
    ...(nearest === undefined ? {} : { nearest }),
  }
}
