import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { ImagePlace } from '../images/open/read-reference.ts'
import { parseImageReference } from '../model/image-reference.ts'
import { credentialsFor } from './credentials.ts'
import type { FlagValues } from './flags.ts'
import { UsageError, type World } from './world.ts'

/** A file or folder where there is one, else an image in a registry. @throws UsageError for what can be neither */
export function imagePlace(word: string, { flags, world }: { flags: FlagValues; world: World }): ImagePlace {
  const path = resolve(world.cwd, word)
  if (existsSync(path) || /^\.{0,2}\//.test(word)) return { kind: 'path', path }
  const reference = parseImageReference(word)
  if (reference === undefined)
    throw new UsageError(`There is no file ${word}, and no image can be called that.`)
  const isPlainAllowed = flags.isSet('plain-http')
  return {
    kind: 'registry',
    reference,
    registry: { credentialsFor: async (registry) => await credentialsFor(registry, world), isPlainAllowed },
  }
}
