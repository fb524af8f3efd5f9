import type { LayerName } from './layer.ts'

/** The stored bytes of one layer. */
export interface LayerBlob extends LayerName {
  readonly size?: number
  /** Where it lies among the others: in this order they are read fastest. */
  readonly position: number
  /** Whoever takes a chunk has it alone, with its memory where that holds nothing else. */
  readonly open: () => AsyncIterable<Buffer>
  /** It is asked for by its digest, and whoever runs the image verifies it: known, it need not be sent again. */
  readonly isRemote?: boolean
}
