import type { Document } from '../src/model/origin.ts'
import type { Random } from './random.ts'
import { babble, mutateText } from './text.ts'
import { mutateTree, writeBicep, writeYaml } from './tree.ts'

export interface Reader {
  readonly name: string
  /** Shared with others where the file's name says how it is read. */
  readonly path: string
  /** A whole scan costs more than a single reader: it is asked less often. */
  readonly share: number
  readonly make: (random: Random) => string
  /** Throws where something does not hold. */
  readonly run: (document: Document) => void
}

export function bytes(texts: readonly string[]): Reader['make'] {
  return (random) =>
    random.isOnce(10) ? babble(random) : mutateText(random.pick(texts), random, random.pick(texts))
}

export function structure(trees: readonly unknown[]): Reader['make'] {
  return (random) => writeYaml(mutateTree(random.pick(trees), random, random.pick(trees)), random)
}

export function json(trees: readonly unknown[]): Reader['make'] {
  return (random) => JSON.stringify(mutateTree(random.pick(trees), random, random.pick(trees))) ?? 'null'
}

export function declarations(trees: readonly unknown[]): Reader['make'] {
  return (random) => writeBicep(mutateTree(random.pick(trees), random, random.pick(trees)), random)
}
