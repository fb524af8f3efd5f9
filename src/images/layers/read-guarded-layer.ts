import { budgetOfImage } from '../model-files/budget.ts'
import type { LayerBlob } from './layer-blob.ts'
import { GivenUp } from '../workers/given-up.ts'
import { type LayerReader, layerReader } from './read-layer-thread.ts'
import { Series } from '../workers/series.ts'
import { LayerScanner } from './layer-scanner.ts'
import type { ContentReader, ReadContent } from './read-layer.ts'
import type { LayerAnswer, LayerJob } from './read-layer-job.ts'
import type { RootfsContentReader } from './read-rootfs.ts'

/** Reads the layers of one image in a worker. One that cannot be read there is told as such, and costs no other. */
export class GuardedLayers {
  readonly #series: Series<LayerJob, LayerAnswer>

  constructor(reader: LayerReader = layerReader) {
    this.#series = new Series(reader)
  }

  readonly readContent: ContentReader = async ({ open, ...from }, limits, models) => {
    const answer = await this.#read({ from, limits, models }, opened(open))
    if ('models' in answer) Object.assign(models, answer.models)
    return answer
  }

  readonly readRootfs: RootfsContentReader = async (from, limits) =>
    (await this.#read({ from, limits, models: budgetOfImage() }, nothing())).content

  async #read(job: LayerJob, chunks: AsyncIterable<Buffer>): Promise<LayerAnswer | ReadContent> {
    try {
      return await this.#series.read(job, chunks)
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
      return without(job, error.message)
    }
  }
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A folder is read where its files are.
}

/** What cannot even be opened is told where it is read. */
async function* opened(open: LayerBlob['open']): AsyncGenerator<Buffer> {
  yield* open()
}

function without({ from, limits }: LayerJob, reason: string): ReadContent {
  const scanner = new LayerScanner(limits, true)
  const what = 'root' in from ? 'folder' : 'layer'
  scanner.fault({
    code: 'given-up',
    message: `The ${what} was given up, and nothing of it was analysed: ${reason}.`,
  })
  return { content: scanner.end(false), isVerified: false }
}
