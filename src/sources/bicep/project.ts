import { dirname, join } from 'node:path/posix'

import type { Document } from '../../model/origin.ts'
import { treeOf } from '../../template/json.ts'
import type { Files } from '../../template/names.ts'
import type { FindDocument } from '../parsed.ts'
import type { BicepFile } from './parse-file.ts'
import { fullLink } from './registries.ts'
import { moduleAt } from './surface/module-at.ts'

/** All files of Bicep by their paths, and how others are found. */
export interface Project {
  readonly files: ReadonlyMap<string, BicepFile>
  readonly find: FindDocument
  /** What modules of registries were compiled to, by their full links. */
  readonly kept: ReadonlyMap<string, Document>
}

export function isParameterFile({ path }: Document): boolean {
  return /\.bicepparam$/i.test(path)
}

/** A path that stands in a file. One of a registry (`br/public:…`) is of no file. */
export function resolved(path: string, from: Document): string {
  return path.includes(':') ? path : join(dirname(from.path), path)
}

/** Files as templates ask for them; `read` notes those that are no Bicep. */
export function filesOf({ files, find, kept }: Project, read: Set<Document>): Files {
  const documentAt: Files['documentAt'] = (path, from) => {
    const document = find(resolved(path, from))
    if (document !== undefined) read.add(document)
    return document
  }
  return {
    documentAt,
    moduleAt: (call) => {
      const { document } = call.at
      return moduleAt(document === undefined ? call : { ...call, link: fullLink(call.link, document, find) })
    },
    templateAt: (path, from) => {
      const file = files.get(resolved(path, from))
      if (file !== undefined) return file.template
      const document = /\.jsonc?$/i.test(path) ? documentAt(path, from) : kept.get(fullLink(path, from, find))
      return document === undefined ? undefined : treeOf(document, [])
    },
  }
}
