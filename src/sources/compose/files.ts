import { dirname, join } from 'node:path/posix'

import { type MapNode, type Node, placedIn, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import type { FindDocument } from '../parsed.ts'
import { interpolate } from './interpolate.ts'

/** A Compose file: its documents, in which the later lie over the earlier ones. */
export interface ComposeFile {
  readonly document: Document
  readonly roots: readonly MapNode[]
  readonly problems: readonly Problem[]
}

/** How many characters are merged into other services in all: a service that many extend multiplies. */
const mostMerged = 5_000_000

/** The files that Compose files name, as far as they are part of the input. */
export class ComposeFiles {
  readonly #find: FindDocument
  readonly #read = new Map<Document, ComposeFile>()
  #merged = 0

  constructor(find: FindDocument) {
    this.#find = find
  }

  read(document: Document): ComposeFile {
    const known = this.#read.get(document)
    if (known !== undefined) return known
    const file = readFile(document)
    this.#read.set(document, file)
    return file
  }

  /** All that were read so far, whoever named them. */
  all(): readonly ComposeFile[] {
    return [...this.#read.values()]
  }

  /** The file that a node names, relative to the file that the node stands in. */
  fileAt(node: Node): ComposeFile | undefined {
    const path = textOf(node)
    if (path === undefined || node.document === undefined) return undefined
    const document = this.#find(join(dirname(node.document.path), path))
    return document === undefined ? undefined : this.read(document)
  }

  rootAt(node: Node): MapNode | undefined {
    return this.fileAt(node)?.roots.at(-1)
  }

  /** False where so much was merged already that more would take too long. */
  mayMerge({ start, end }: MapNode): boolean {
    this.#merged += end - start
    return this.#merged <= mostMerged
  }
}

function readFile(document: Document): ComposeFile {
  const problems: Problem[] = []
  const roots: MapNode[] = []
  for (const part of parseYaml(document.text)) {
    if (part.kind === 'error') {
      problems.push(problemAt('broken-syntax', part.message, { document, offset: part.offset }))
      continue
    }
    for (const { key, offset } of part.duplicates) {
      const message = `Key '${key.slice(0, 80)}' stands twice in one map; the last one counts.`
      problems.push(problemAt('duplicate-key', message, { document, offset }))
    }
    const root = interpolate(placedIn(document, part.root))
    if (root.kind === 'map') roots.push(root)
  }
  return { document, roots, problems }
}
