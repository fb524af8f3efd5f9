import type { GroundKind, Technique } from './technique.ts'

/** A technique from any ground: a union, so that `from` tells what `find` takes. */
export type AnyTechnique = { [K in GroundKind]: Technique<K> }[GroundKind]
