import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { ImagePlace } from '../images/read-image.ts'
import { type ImageReference, parseImageReference } from '../model/image-reference.ts'
import type { FlagValues } from './flags.ts'
import { registryOptions } from './registries.ts'
import { UsageError, type World } from './world.ts'

/** A file or folder where there is one, else an image in a registry. @throws UsageError for what can be neither */
export function imagePlace(word: string, { flags, world }: { flags: FlagValues; world: World }): ImagePlace {
  const path = resolve(world.cwd, word)
  if (existsSync(path) || /^\.{0,2}\//.test(word)) return { kind: 'path', path }
  const reference = parseImageReference(word)
  if (reference === undefined)
    throw new UsageError(`There is no file ${word}, and no image can be called that.`)
  return registryPlace(reference, { flags, world })
}

/** An image in a registry, as this user is known there. */
export function registryPlace(
  reference: ImageReference,
  { flags, world }: { flags: FlagValues; world: World },
): Extract<ImagePlace, { kind: 'registry' }> {
  return { kind: 'registry', reference, registry: registryOptions({ flags, world }) }
}

/** Which image of several platforms. */
export function platformOption({ flags }: { flags: FlagValues }): { platform?: string } {
  const platform = flags.text('platform')
  return platform === undefined ? {} : { platform }
}

/** The repository of an image in a registry, by which statements about it name it. */
export function repositoryOf(place: ImagePlace): { repository?: string } {
  return place.kind === 'path' ? {} : { repository: repositoryIn(place.reference) }
}

/** The repository that a platform names, wherever the image was found. */
export function repositoryNamed(text: string): { repository?: string } {
  const reference = parseImageReference(text)
  return reference === undefined ? {} : { repository: repositoryIn(reference) }
}

function repositoryIn({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`
}
