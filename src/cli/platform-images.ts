import {
  type ImageSource,
  namedImages,
  openPlatformImages,
  type PlatformImage,
} from '../engine/platform-images.ts'
import { defaultLimits } from '../images/layers/layer.ts'
import { plural } from '../kernel/text.ts'
import type { Platform } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'
import { cacheFlags, layerCache } from './cache.ts'
import { databaseFlags, loadDatabase } from './database.ts'
import type { Flags } from './flags.ts'
import { baseSearch } from './image-bases.ts'
import { openImageFolder } from './image-folder.ts'
import { platformOption } from './image-place.ts'
import { type Reading, registrySource } from './image-sources.ts'
import type { Call } from './output.ts'
import { plainHttpFlag, registryOptions } from './registries.ts'
import { endOf, loadPolicy } from './trust-policy.ts'
import { attestedVexReader, loadVex, vexPolicyFlag } from './vex.ts'
import { UsageError, type World } from './world.ts'

/** How the images that are opened are looked at. */
const readingFlags: Flags = {
  platform: {
    type: 'string',
    value: 'OS/ARCH',
    summary: 'Which image of several platforms, where the pod does not say (default linux/amd64)',
  },
  policy: {
    type: 'string',
    value: 'FILE',
    summary: 'Whose signatures of images count, and what has to be there',
  },
  'plain-http': plainHttpFlag,
  'skip-secrets': { type: 'boolean', summary: 'Do not search the texts of images for secrets' },
  ...databaseFlags,
  vex: {
    type: 'string',
    value: 'FILE',
    summary: 'What somebody says about vulnerabilities of images (OpenVEX, CycloneDX or CSAF); repeatable',
  },
  'vex-policy': vexPolicyFlag,
  ...cacheFlags,
}

/** Options of commands that open the images that a platform names. */
export const imagesFlags: Flags = {
  images: {
    type: 'boolean',
    summary: 'Open the images that are named, in their registries, and judge them too',
  },
  'images-from': {
    type: 'string',
    isList: true,
    value: 'DIR',
    summary:
      'Take images from a folder of archives, layouts and JSON reports of them; registries are asked only with --images too',
  },
  ...readingFlags,
}

export interface OpenedImages {
  /** Absent where nobody asked for them. */
  readonly images?: readonly PlatformImage[]
  /** What in the folders could not be read. */
  readonly problems: readonly Problem[]
}

export interface ImageSources {
  readonly sources: readonly ImageSource[]
  readonly problems: readonly Problem[]
}

/** Where images are to be looked for; nothing where nobody asks for them. @throws UsageError */
export async function imageSources(call: Call): Promise<ImageSources | undefined> {
  const { flags, world } = call
  const folders = flags.list('images-from')
  if (!flags.isSet('images') && folders.length === 0) {
    const idle = Object.keys(readingFlags).find((name) => flags.isSet(name))
    if (idle === undefined) return undefined
    throw new UsageError(`Option --${idle} is about images: say --images or --images-from DIR as well.`)
  }
  const reading = readingOf(call)
  const opened = []
  for (const folder of folders) opened.push(await openImageFolder(folder, reading, world.cwd))
  const registries = flags.isSet('images') ? [registrySource(registryOptions(call), reading)] : []
  return {
    sources: [...opened.map(({ source }) => source), ...registries],
    problems: opened.flatMap(({ problems }) => problems),
  }
}

function readingOf({ flags, world }: Call): Reading {
  const policy = flags.text('policy')
  const database = loadDatabase(flags, world)
  const cache = layerCache(flags, world)
  const readAttestedVex = attestedVexReader({ flags, world })
  return {
    open: {
      ...platformOption({ flags }),
      ...(cache === undefined ? {} : { cache }),
      ...(flags.isSet('skip-secrets') ? { limits: { ...defaultLimits, maxSearched: 0 } } : {}),
    },
    options: {
      today: world.today,
      vex: loadVex({ flags, world }),
      ...(database === undefined ? {} : { database }),
    },
    ...(readAttestedVex === undefined ? {} : { readAttestedVex }),
    searchBases: baseSearch({ flags, world }, flags.isSet('images')),
    ...(policy === undefined
      ? {}
      : { trust: { policy: loadPolicy(policy, world), now: endOf(world.today) } }),
  }
}

/** Opens the images that a platform names, where somebody asks for that. */
export async function openImagesOf(
  platform: () => Platform,
  from: ImageSources | undefined,
  { stderr }: Pick<World, 'stderr'>,
): Promise<OpenedImages> {
  if (from === undefined) return { problems: [] }
  const named = namedImages(platform())
  if (stderr.isTerminal) stderr.write(`bulkhead: opening ${plural(named.length, 'image')} …\n`)
  const images = await openPlatformImages(named, from.sources)
  return { images, problems: from.problems }
}
