import type { Budget } from '../model-files/budget.ts'
import type { LayerBlob } from '../open/image.ts'
import { GivenUp } from '../workers/given-up.ts'
import type { LayerLimits } from './layer.ts'
import { LayerScanner } from './layer-scanner.ts'
import type { ContentReader, ReadContent } from './read-layer.ts'
import { type LayerReader, layerReader } from './read-threads.ts'

/** Layers of one image that may take too long: each is waited for. */
const mostLate = 4

/** Reads the layers of one image in a worker. One that cannot be read there is told as such, and costs no other. */
export class GuardedLayers {
  readonly #reader: LayerReader
  #late = 0

  constructor(reader: LayerReader = layerReader) {
    this.#reader = reader
    reader.prepare()
  }

  readonly readContent: ContentReader = async (blob, limits, models) => {
    if (this.#late >= mostLate)
      return without(limits, `${mostLate} layers of the image took too long before it`)
    try {
      return await this.#read(blob, limits, models)
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
      if (error.isTime) this.#late++
      return without(limits, error.message)
    }
  }

  async #read(blob: LayerBlob, limits: LayerLimits, models: Budget): Promise<ReadContent> {
    const { open, ...named } = blob
    const answer = await this.#reader.read({ blob: named, limits, models }, opened(open))
    Object.assign(models, answer.models)
    return answer
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
