import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

import type { ImageFiles, OpenedImage, OpenOptions } from './image.ts'
import { createdBy, instructionsOf, platformOf, requireSameCount } from './manifest.ts'
import { OpenError } from '../blobs/open-error.ts'
import { parseJson } from './parse.ts'
import { configSchema, type DockerArchiveEntry, dockerArchiveSchema } from './schema.ts'
import { whichName } from './layout.ts'

/** Opens what `docker save` writes: `manifest.json`, a configuration, and a tar archive for each layer. @throws OpenError */
export async function openDockerArchive(files: ImageFiles, { name }: OpenOptions): Promise<OpenedImage> {
  const entries = parseJson(await files.small('manifest.json'), dockerArchiveSchema, 'manifest.json')
  const { Config, Layers, RepoTags } = chooseImage(entries, name)
  const bytes = await files.small(Config)
  const config = parseJson(bytes, configSchema, 'The configuration')
  requireSameCount(Layers.length, config)
  const instructions = instructionsOf(config)
  return {
    // An image id is the digest of its configuration; a manifest it has none.
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    tags: RepoTags ?? [],
    ...platformOf(config),
    config,
    annotations: {},
    layers: Layers.map((path, index) => ({
      index,
      diffId: config.rootfs.diff_ids[index],
      ...createdBy(instructions[index]),
      position: files.position(path),
      open: () => files.open(path),
    })),
  }
}

/** Which of the two lists counts depends on who loads the archive. @throws OpenError where they differ */
export async function requireSameImage(files: ImageFiles, image: OpenedImage): Promise<void> {
  const entries = parseJson(await files.small('manifest.json'), dockerArchiveSchema, 'manifest.json')
  let isOther = false
  for (const { Config } of entries) {
    const config = parseJson(await files.small(Config), configSchema, 'The configuration')
    if (isDeepStrictEqual(config, image.config)) return
    isOther ||= platformOf(config).platform === image.platform
  }
  if (isOther)
    throw new OpenError(
      'wrong-manifest',
      'index.json and manifest.json name different images: what runs depends on who loads the archive.',
    )
}

function chooseImage(entries: readonly DockerArchiveEntry[], name: string | undefined): DockerArchiveEntry {
  const named = name === undefined ? entries : entries.filter(({ RepoTags }) => RepoTags?.includes(name))
  const [first] = named
  const tags = entries.flatMap(({ RepoTags }) => RepoTags ?? [])
  if (first === undefined)
    throw new OpenError(
      'no-such-path',
      name === undefined
        ? 'manifest.json names no image.'
        : `No image is called ${name}: there are ${tags.join(', ')}.`,
      { remedy: whichName },
    )
  if (named.length > 1)
    throw new OpenError(
      'no-such-path',
      `There are several images, name one with --name: ${tags.join(', ')}.`,
      { remedy: whichName },
    )
  return first
}
