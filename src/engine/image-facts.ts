import type { LookedAt } from '../findings/image-rows.ts'
import type { ImageReport } from '../images/image-report.ts'
import { isOpen } from '../images/vex/is-open.ts'
import { letsIn } from '../images/lets-in.ts'
import type { ModelFileReport } from '../images/model-files/report.ts'
import { buildDay } from '../images/upkeep.ts'
import type { StartConfig } from '../images/start-config.ts'
import type {
  ImageDistribution,
  ImageFacts,
  ImageFlaw,
  ImageGaps,
  ImageLook,
  ImageModel,
  ImageSecret,
  ImageUser,
} from '../model/image-facts.ts'
import { locate } from '../model/origin.ts'
import { isIncomplete, type Problem, type ProblemCode } from '../model/problem.ts'
import { type OpenedPlatformImage, type PlatformImage, problemsOf } from './platform-images.ts'

/** An image that the platform names, as a scan takes it. */
export interface SeenImage extends LookedAt {
  /** By which the model asks for it. */
  readonly key: string
  /** Each at the line that names the image. */
  readonly problems: readonly Problem[]
}

export function seeImage(image: PlatformImage): SeenImage {
  const { key, reference, places } = image.named
  const [first] = places
  return {
    key,
    reference,
    location: locate(first),
    uses: places.length,
    look: lookInto(image),
    problems: problemsOf(image),
  }
}

/** What the model may ask of images, by their keys. */
export function looksByKey(
  images: readonly SeenImage[] | undefined,
): ReadonlyMap<string, ImageLook> | undefined {
  return images && new Map(images.map(({ key, look }) => [key, look]))
}

function lookInto(image: PlatformImage): ImageLook {
  return 'problem' in image
    ? { is: 'unopened', reason: image.reason }
    : { is: 'opened', image: factsOfImage(image) }
}

/** What an image's report tells that the platform hangs on. */
export function factsOfImage({ report, signature, tagDigest }: OpenedPlatformImage): ImageFacts {
  const gaps = gapsOf(report)
  const { digest, platform, platforms, reference, config, created, approval } = report.image
  return {
    reference,
    digest,
    platform,
    otherPlatforms: (platforms ?? []).filter((each) => each !== platform),
    built: buildDay(created),
    isOld: report.weaknesses.some(({ name }) => name === 'image-old'),
    user: userOf(config, gaps),
    ports: (config?.ports ?? []).map((port) => Number.parseInt(port, 10)).filter(Number.isInteger),
    entrypoint: config?.entrypoint ?? [],
    command: config?.command ?? [],
    variables: config?.variables ?? [],
    setIdPrograms: placesOf(report, 'set-id-program'),
    hasShell: placesOf(report, 'shell').length > 0,
    hasPackageManager: placesOf(report, 'package-manager').length > 0,
    distribution: distributionOf(report),
    flaws: flawsOf(report),
    models: report.modelFiles.flatMap(modelOf),
    secrets: report.weaknesses.flatMap(secretsOf),
    signature,
    base: approval,
    tagDigest,
    gaps,
  }
}

/** What was not read of an image may say of a name whose it is. */
function userOf(config: StartConfig | undefined, { layers: gap }: ImageGaps): ImageUser {
  if (config === undefined) return { is: 'unknown', name: '' }
  const { user: name, userId: id } = config
  const isListed = name !== '' && !/^[+-]?\d+$/.test(name)
  if (gap !== undefined && isListed && id !== 0) return { is: 'unknown', name }
  return id === undefined ? { is: 'unknown', name } : { is: id === 0 ? 'root' : 'other', name, id }
}

type Weakness = ImageReport['weaknesses'][number]

function placesOf({ weaknesses }: ImageReport, wanted: Weakness['name']): readonly string[] {
  return weaknesses.flatMap(({ name, places }) => (name === wanted ? places : []))
}

function distributionOf({ image: { os, endOfLife } }: ImageReport): ImageDistribution | undefined {
  return os === undefined ? undefined : { name: os.name, isOver: endOfLife?.isOver, end: endOfLife?.date }
}

/** One of each vulnerability and package that nobody set aside, whatever their number of copies. */
function flawsOf({ vulnerabilities, advisories }: ImageReport): readonly ImageFlaw[] {
  const knowsExploited = advisories?.exploited !== 0
  return vulnerabilities.filter(isOpen).map((match) => ({
    vulnerability: match.vulnerability,
    package: match.package.name,
    version: match.package.version,
    fixed: match.fixed,
    severity: match.severity,
    isExploited: match.exploited !== undefined && !match.isInert,
    exploitedSince: match.exploited?.since,
    // No fix was told of before its flaw was.
    fixKnown: match.fixKnown ?? match.told,
    isInert: match.isInert,
    letsIn: letsIn(match, knowsExploited),
  }))
}

function modelOf({ name, verdict }: Pick<ModelFileReport, 'name' | 'verdict'>): readonly ImageModel[] {
  return verdict === 'clean' ? [] : [{ path: name, verdict }]
}

function secretsOf({ name, message, places, opens }: Weakness): readonly ImageSecret[] {
  const isSecret = name === 'secret-in-config' || name === 'secret-in-file'
  return isSecret
    ? places.map((place) => ({ message, place, ...(opens === undefined ? {} : { opens }) }))
    : []
}

/** Problems after which a flaw may be there that nobody found. */
const ofPackages: ReadonlySet<ProblemCode> = new Set(['no-advisories', 'no-packages', 'unknown-version'])

/** Problems of documents about the image, after which nothing less of it is known. */
const ofStatements: ReadonlySet<ProblemCode> = new Set(['vex-malformed', 'vex-unmatched', 'vex-untrusted'])

const noList = 'The database has no list of what is exploited (CISA KEV).'

const wholeLayer = /^layer \d+$/

function gapsOf({ image, problems, advisories }: ImageReport): ImageGaps {
  const unread = problems.filter(isIncomplete)
  const reasonFor = (isMeant: (code: ProblemCode) => boolean): string | undefined =>
    unread.find(({ code }) => isMeant(code))?.message
  const layers = unread.find(({ location }) => wholeLayer.test(location.file))?.message
  const files = reasonFor((code) => !ofPackages.has(code) && !ofStatements.has(code) && code !== 'unsearched')
  const unsearched = image.isSearched === false ? 'Its texts were not to be searched.' : undefined
  const texts = unsearched ?? reasonFor((code) => code === 'unsearched') ?? files
  const flaws = reasonFor((code) => ofPackages.has(code)) ?? files
  const gaps = { files, layers, texts, flaws, exploited: advisories?.exploited === 0 ? noList : undefined }
  return Object.fromEntries(Object.entries(gaps).filter(([, reason]) => reason !== undefined))
}
