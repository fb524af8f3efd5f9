import type { LayerBlob } from './layer-blob.ts'
import { GivenUp } from '../workers/given-up.ts'
import { type LayerReader, layerReader } from './read-layer-thread.ts'
import { Series } from '../workers/series.ts'
import type { LayerLimits } from './layer.ts'
import { LayerScanner } from './layer-scanner.ts'
import type { ContentReader, ReadContent } from './read-layer.ts'
import type { LayerAnswer, LayerJob } from './read-layer-job.ts'

/** Reads the layers of one image in a worker. One that cannot be read there is told as such, and costs no other. */
export class GuardedLayers {
  readonly #series: Series<LayerJob, LayerAnswer>

  constructor(reader: LayerReader = layerReader) {
    this.#series = new Series(reader)
  }

  readonly readContent: ContentReader = async (blob, limits, models) => {
    const { open, ...named } = blob
    try {
      const answer = await this.#series.read({ blob: named, limits, models }, opened(open))
      Object.assign(models, answer.models)
      return answer
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
      return without(limits, error.message)
    }
  }
}

/** What cannot even be opened is told where it is read. */
async function* opened(open: LayerBlob['open']): AsyncGenerator<Buffer> {
  yield* open()
}

function without(limits: LayerLimits, reason: string): ReadContent {
  const scanner = new LayerScanner(limits, true)
  scanner.fault({
    code: 'given-up',
    message: `The layer was given up, and nothing of it was analysed: ${reason}.`,
  })
  return { content: scanner.end(false), isVerified: false }
}
