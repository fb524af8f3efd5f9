import type { ImageReport, ImageSummary, LayerSummary } from '../images/image-report.ts'
import { type Inventory, takeInventory } from '../images/inventory/inventory.ts'
import type { Layer, LayerFault } from '../images/layers/layer.ts'
import { mergeLayers } from '../images/layers/merge.ts'
import type { OpenedImage } from '../images/open/image.ts'
import type { OpenError } from '../images/open/open-error.ts'
import { type Problem, problemKinds, problemOf } from '../model/problem.ts'
import { version } from './version.ts'

/** An image as it was read. */
export interface ImageInput {
  readonly reference: string
  readonly image: OpenedImage
  readonly layers: readonly Layer[]
}

/** Layers to the report about their image. */
export function reportImage({ reference, image, layers }: ImageInput): ImageReport {
  const inventory = takeInventory(mergeLayers(layers))
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    image: summarise(reference, image, inventory),
    layers: layers.map((layer) => summariseLayer(layer, inventory)),
    packages: inventory.packages,
    problems: layers.flatMap(problemsOf),
  }
}

/** The report about an image that cannot be opened: nothing is known but why. */
export function reportUnopened(reference: string, { code, message }: OpenError): ImageReport {
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    image: { reference, tags: [] },
    layers: [],
    packages: [],
    problems: [problemOf(code, message, reference)],
  }
}

function summarise(
  reference: string,
  { digest, tags, platform, config }: OpenedImage,
  { os }: Inventory,
): ImageSummary {
  return {
    reference,
    ...(digest === undefined ? {} : { digest }),
    tags,
    ...(platform === undefined ? {} : { platform }),
    ...(typeof config?.created === 'string' ? { created: config.created } : {}),
    ...(os === undefined ? {} : { os }),
  }
}

function summariseLayer(layer: Layer, { packages }: Inventory): LayerSummary {
  const { index, diffId, digest, createdBy, content } = layer
  return {
    index,
    ...(diffId === undefined ? {} : { diffId }),
    ...(digest === undefined ? {} : { digest }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...content.counts,
    packages: packages.filter((each) => each.layer === index).length,
  }
}

function problemsOf({ index, content }: Layer): Problem[] {
  return content.faults.map((fault) => problemOfFault(fault, index))
}

/** The place of a fault: the layer, counted from 0, and the file in it. */
function problemOfFault({ code, path, line, message }: LayerFault, index: number): Problem {
  const file = path === '' ? `layer ${index}` : `layer ${index}: ${path}`
  return { code, message, location: { file, line, column: 1 }, remedy: problemKinds[code].remedy }
}
