import { join, resolve } from 'node:path'

import { version } from '../engine/version.ts'
import { type LayerCache, openLayerCache } from '../images/layers/read-cache.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import type { Flags, FlagValues } from './flags.ts'
import { UsageError, type World } from './world.ts'

export const cacheFlags: Flags = {
  cache: {
    type: 'string',
    value: 'DIR',
    summary: 'Where layers that were read are kept (default: in the cache folder of this user)',
  },
  'no-cache': { type: 'boolean', summary: 'Read every layer anew, and keep none' },
}

/** The folder in which this program keeps what it can make again; nothing where this user has none. */
export function cacheFolder({ env }: World): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE']
  const cache =
    env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'] ?? (home === undefined ? undefined : join(home, '.cache'))
  return cache === undefined ? undefined : join(cache, 'bulkhead')
}

/** Sources change and keep their version: what they found is not kept unless asked for. */
const isBuilt = import.meta.url.endsWith('.js')

/**
 * Where layers are kept; nothing where none are to be.
 *
 * @throws UsageError for a folder that was named and cannot be used
 */
export function layerCache(flags: FlagValues, world: World): LayerCache | undefined {
  const named = flags.text('cache')
  if (named !== undefined && flags.isSet('no-cache'))
    throw new UsageError('--cache and --no-cache contradict each other: give one of them.')
  if (flags.isSet('no-cache')) return undefined
  const folder = named === undefined ? usualFolder(world) : resolve(world.cwd, named)
  if (folder === undefined) return undefined
  try {
    return openLayerCache({ folder, version })
  } catch (error) {
    if (!(error instanceof OpenError)) throw error
    if (named === undefined) return undefined
    throw new UsageError(`${error.message} Name another folder with --cache, or give --no-cache.`)
  }
}

function usualFolder(world: World): string | undefined {
  return isBuilt ? cacheFolder(world) : undefined
}
