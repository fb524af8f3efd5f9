import type { Database } from '../images/advisories/database.ts'
import { type EndOfLife, endOfLife } from '../images/advisories/end-of-life.ts'
import { type Matches, matchInventory } from '../images/advisories/match.ts'
import { type BaseImage, findBase, type LayerOrigin } from '../images/base.ts'
import { findDisorder } from '../images/build-order/disorder.ts'
import { type Built, judgeRepeatability } from '../images/build-order/repeatable.ts'
import { type BaseApproval, holdsOf, judgeBase } from '../images/base-approval.ts'
import { groupFixes } from '../images/fixes.ts'
import type { AdvisoriesSummary, ImageReport, ImageSummary, LayerSummary } from '../images/image-report.ts'
import { type Inventory, takeInventory } from '../images/found-packages.ts'
import type { OperatingSystem } from '../images/inventory/package.ts'
import type { Layer, LayerFault } from '../images/layers/layer.ts'
import { findWeaknesses } from '../images/hardening.ts'
import { type CurrentBase, findNeglect } from '../images/upkeep.ts'
import { applyVex } from '../images/vex/apply.ts'
import { isOpen } from '../images/vex/is-open.ts'
import { vexProblems } from '../images/vex/problems.ts'
import type { VexDocument } from '../images/advisories/statement.ts'
import { vexTarget } from '../images/vex/target.ts'
import { isWorthTelling } from '../images/model-files/worth.ts'
import { type MergedLayers, mergeLayers } from '../images/layers/merge.ts'
import type { OpenedImage } from '../images/open/image.ts'
import type { ImageConfig } from '../images/open/schema.ts'
import type { OpenError } from '../images/blobs/open-error.ts'
import { defaultImageAge } from '../knowledge/patching.ts'
import type { ApprovedBase } from '../model/approved-base.ts'
import { type Problem, problemKinds } from '../model/problem.ts'
import { startConfigOf } from '../images/start-config.ts'
import { windowsEnd, windowsOf } from '../images/windows.ts'
import { gapsOf } from './image-gaps.ts'
import { oldAdvisories } from './old-advisories.ts'
import { version } from './version.ts'

/** An image as it was read. */
export interface ImageInput {
  readonly reference: string
  /** Where it lies, of an image in a registry, or as a platform names it: `models.azurecr.io/llm`. */
  readonly repository?: string
  /** By which name it was chosen, of those in a layout or an archive. */
  readonly name?: string
  readonly image: OpenedImage
  readonly layers: readonly Layer[]
  readonly isSearched?: false
}

/** What an image is judged with. */
export interface ImageOptions {
  readonly database?: Database
  /** The image that it was built on, to tell its layers apart. */
  readonly base?: OpenedImage
  /** The bases whose approval holds, with the layers of those that were opened; unset where any will do. */
  readonly approvedBases?: readonly ApprovedBase[] | undefined
  /** What the name of the base stands for now, where a registry was asked. */
  readonly currentBase?: CurrentBase | undefined
  /** In days: an older image is to be built anew. */
  readonly maxAge?: number
  /** What others say about the vulnerabilities of the image. */
  readonly vex?: readonly VexDocument[]
  /** What could not be taken into account, such as bases that cannot be opened. */
  readonly problems?: readonly Problem[]
  /** An ISO date: how old advisories are, and what has ended. */
  readonly today?: string
}

/** Layers to the report about their image. */
export function reportImage({ image, layers, ...name }: ImageInput, options: ImageOptions = {}): ImageReport {
  const merged = mergeLayers(layers)
  const inventory = inventoryOf(image, merged)
  const base = findBase(image, options.base)
  const approval = approvalOf(image, inventory, options)
  const originOf = (layer: number): LayerOrigin => originIn(base, layer)
  const { matches, unmatched } = match(inventory, options)
  const disorder = findDisorder(layers, base)
  const built = { ...basedOn(base, approval), ...repeatabilityOf(image, { layers, base, disorder }) }
  const summary = summarise({ name, image, merged, inventory, built }, options)
  const vex = applyVex(matches, options.vex ?? [], vexTarget(summary))
  const advisories = options.database && summariseAdvisories(options.database, options.today)
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    image: summary,
    layers: layers.map((layer) => summariseLayer(layer, inventory, originOf(layer.index))),
    ...(advisories === undefined ? {} : { advisories }),
    fixes: groupFixes(vex.matches.filter(isOpen), originOf),
    vulnerabilities: vex.matches,
    weaknesses: [
      ...findNeglect(image, { ...options, approval, maxAge: options.maxAge ?? defaultImageAge }),
      ...findWeaknesses(image.config, merged),
      ...disorder,
    ],
    modelFiles: [...merged.models.values()].filter(isWorthTelling),
    packages: inventory.packages,
    problems: [
      ...(options.problems ?? []),
      ...layers.flatMap(problemsOf),
      ...gapsOf({ reference: name.reference, inventory, unmatched }, options.database),
      ...(advisories === undefined ? [] : oldAdvisories(name.reference, advisories)),
      ...vexProblems(vex.documents),
    ],
  }
}

/** The report about an image that cannot be opened: nothing is known but why. */
export function reportUnopened(reference: string, error: OpenError): ImageReport {
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    image: { reference, tags: [] },
    layers: [],
    fixes: [],
    vulnerabilities: [],
    weaknesses: [],
    modelFiles: [],
    packages: [],
    problems: [error.problemAt(reference)],
  }
}

function match(inventory: Inventory, { database }: ImageOptions): Matches {
  return database === undefined ? { matches: [], unmatched: [] } : matchInventory(inventory, database)
}

function originIn(base: BaseImage | undefined, layer: number): LayerOrigin {
  if (base === undefined) return 'unknown'
  return layer < base.layers ? 'base' : 'own'
}

interface Summarised {
  readonly name: Pick<ImageInput, 'reference' | 'repository' | 'name' | 'isSearched'>
  readonly image: OpenedImage
  readonly merged: MergedLayers
  readonly inventory: Inventory
  readonly built: Pick<ImageSummary, 'base' | 'approval' | 'repeatable'>
}

function summarise(
  { name, image, merged, inventory, built }: Summarised,
  options: ImageOptions,
): ImageSummary {
  const { digest, tags, platform, platforms = [], config } = image
  const { os } = inventory
  const end = os === undefined ? undefined : endOf(os, options)
  return {
    ...name,
    ...(digest === undefined ? {} : { digest }),
    tags,
    ...(platform === undefined ? {} : { platform }),
    ...(platforms.length < 2 ? {} : { platforms }),
    ...(os === undefined ? {} : { os }),
    ...(end === undefined ? {} : { endOfLife: end }),
    ...built,
    ...(config === undefined ? {} : { ...createdAt(config), config: startConfigOf(config, merged) }),
  }
}

/** Windows has no release file: its configuration names it. */
function inventoryOf({ config }: OpenedImage, merged: MergedLayers): Inventory {
  const windows = config === undefined ? undefined : windowsOf(config)
  return { ...takeInventory(merged), ...(windows === undefined ? {} : { os: windows }) }
}

function endOf(os: OperatingSystem, { database, today }: ImageOptions): EndOfLife | undefined {
  return windowsEnd(os, today) ?? (database === undefined ? undefined : endOfLife(os, database, today))
}

function createdAt({ created }: ImageConfig): { created?: string } {
  return typeof created === 'string' ? { created } : {}
}

function basedOn(
  base: BaseImage | undefined,
  approval: BaseApproval | undefined,
): Pick<ImageSummary, 'base' | 'approval'> {
  return { ...(base === undefined ? {} : { base }), ...(approval === undefined ? {} : { approval }) }
}

/** A folder of files does not tell how it was built. */
function repeatabilityOf(
  { config }: OpenedImage,
  built: Omit<Built, 'config'>,
): Pick<ImageSummary, 'repeatable'> {
  return config === undefined ? {} : { repeatable: judgeRepeatability({ config, ...built }) }
}

function approvalOf(
  image: OpenedImage,
  inventory: Inventory,
  { approvedBases, currentBase }: ImageOptions,
): BaseApproval | undefined {
  if (approvedBases === undefined) return undefined
  return judgeBase(image, { bases: approvedBases, proven: currentBase, holds: holdsOf(inventory) })
}

function summariseLayer(layer: Layer, { packages }: Inventory, origin: LayerOrigin): LayerSummary {
  const { index, diffId, digest, createdBy, content } = layer
  return {
    index,
    ...(diffId === undefined ? {} : { diffId }),
    ...(digest === undefined ? {} : { digest }),
    ...(createdBy === undefined ? {} : { createdBy }),
    origin,
    ...content.counts,
    packages: packages.filter((each) => each.layer === index).length,
  }
}

const millisecondsADay = 86_400_000

/** What a database says of itself, and how old it is. */
export function summariseAdvisories({ head }: Database, today: string | undefined): AdvisoriesSummary {
  const age = today === undefined ? NaN : (Date.parse(today) - Date.parse(head.made)) / millisecondsADay
  return { ...head, ...(Number.isFinite(age) ? { age: Math.max(0, Math.floor(age)) } : {}) }
}

function problemsOf({ index, content }: Layer): Problem[] {
  return content.faults.map((fault) => problemOfFault(fault, index))
}

/** The place of a fault: the layer, counted from 0, and the file in it. */
function problemOfFault({ code, path, line, message }: LayerFault, index: number): Problem {
  const file = path === '' ? `layer ${index}` : `layer ${index}: ${path}`
  return { code, message, location: { file, line, column: 1 }, remedy: problemKinds[code].remedy }
}
