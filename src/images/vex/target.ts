import type { ImageSummary } from '../image-report.ts'
import type { VexTarget } from './covers.ts'

/** How statements may call an image: as it was asked for, and as it calls itself. */
export function vexTarget({ reference, repository, digest, tags, platform, os }: ImageSummary): VexTarget {
  const digests = [digest, /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1]].filter(
    (each) => each !== undefined,
  )
  return {
    reference,
    ...(repository === undefined ? {} : registryOf(repository)),
    path: repository === undefined ? fileName(reference) : pathOf(repository),
    tags: [...tags, reference],
    digests: [...new Set(digests)],
    ...archOf(platform),
    ...(os === undefined ? {} : { os }),
  }
}

/** `linux/arm64/v8` is built for `arm64`. */
function archOf(platform: string | undefined): { arch?: string } {
  const arch = platform?.split('/')[1]
  return arch === undefined ? {} : { arch }
}

function registryOf(repository: string): { registry: string } {
  return { registry: repository.slice(0, repository.indexOf('/')) }
}

function pathOf(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1)
}

/** `out/llm.tar` is called `llm`. */
function fileName(path: string): string {
  const name = path.replace(/\/+$/, '')
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.(?:tar|tgz|tar\.gz|tar\.zst)$/, '')
}
