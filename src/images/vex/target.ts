import { trimEndOf } from '../../kernel/text.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import type { ImageSummary } from '../image-report.ts'
import type { CalledImage, VexTarget } from './covers.ts'

/** How statements may call an image: as who asks calls it, and by the digests of what was read. */
export function vexTarget({ reference, repository, name, digest, platform, os }: ImageSummary): VexTarget {
  const inRegistry = repository === undefined ? undefined : parseImageReference(reference)
  const chosen = name === undefined ? undefined : calledBy(name)
  return {
    names: [reference, ...(name === undefined ? [] : [name])],
    called: [
      (inRegistry && calledBy(reference)) ?? { path: fileName(reference) },
      ...(chosen === undefined ? [] : [chosen]),
    ],
    digests: [...new Set([digest, inRegistry?.digest])].filter((each) => each !== undefined),
    ...(platform === undefined ? {} : { platform }),
    ...(os === undefined ? {} : { os }),
  }
}

function calledBy(name: string): CalledImage | undefined {
  const reference = parseImageReference(name)
  if (reference === undefined) return undefined
  const { registry, repository, digest, tag = digest === undefined ? 'latest' : undefined } = reference
  return { registry, path: repository, ...(tag === undefined ? {} : { tag }) }
}

/** `out/llm.tar` is called `llm`. */
function fileName(path: string): string {
  const name = trimEndOf(path, '/')
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.(?:tar|tgz|tar\.gz|tar\.zst)$/, '')
}
