import { type ImageFacts, type ImageLook, imageKey } from '../model/image-facts.ts'
import type { Document } from '../model/origin.ts'
import type { SeenImage } from './image-facts.ts'

/** What was seen of an image that an example names: facts where it was opened, as JSON, or a reason why it was not. */
const line = /^[ \t]*# image: (\{.*\})$/gm

/** Without fault, and looked through. */
const faultless: ImageFacts = {
  reference: '',
  digest: undefined,
  platform: 'linux/amd64',
  otherPlatforms: [],
  built: undefined,
  isOld: false,
  user: { is: 'other', name: '10001', id: 10_001 },
  ports: [],
  entrypoint: [],
  command: [],
  variables: [],
  setIdPrograms: [],
  hasShell: false,
  hasPackageManager: false,
  distribution: undefined,
  flaws: [],
  models: [],
  secrets: [],
  signature: undefined,
  base: undefined,
  tagDigest: undefined,
  gaps: {},
}

/** `for`: the platform that the pod asks for. */
type Stated = Partial<ImageFacts> & {
  readonly reference: string
  readonly reason?: string
  readonly for?: string
}

/** The images that the comments of an example tell of; nothing where none does: then nobody asked for images. */
export function exampleImages(documents: readonly Document[]): { images?: readonly SeenImage[] } {
  const images = documents
    .flatMap(({ text }) => [...text.matchAll(line)])
    .map(([, json = '{}']) => seenImage(JSON.parse(json) as Stated))
  return images.length === 0 ? {} : { images }
}

function seenImage({ reason, for: wanted, ...stated }: Stated): SeenImage {
  const { reference } = stated
  const look: ImageLook =
    reason === undefined ? { is: 'opened', image: { ...faultless, ...stated } } : { is: 'unopened', reason }
  const location = { file: 'example.yaml', line: 1, column: 1 }
  return { key: imageKey(reference, wanted), reference, location, uses: 1, look, problems: [] }
}
