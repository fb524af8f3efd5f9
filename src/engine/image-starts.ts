import type { Container, Pod } from '../model/pod.ts'
import { type ImageFacts, type ImageLook, imageKeyOf } from '../model/image-facts.ts'
import { stated } from '../model/known.ts'
import type { Fact } from '../model/platform.ts'

type Looks = ReadonlyMap<string, ImageLook>

/** Containers with what their images bring to their start: whatever is asked of command lines is asked of that too. */
export function withImageStarts(facts: readonly Fact[], looks: Looks | undefined): readonly Fact[] {
  if (looks === undefined) return facts
  return facts.map((fact) => (fact.asset === 'pod' ? withStarts(fact, looks) : fact))
}

function withStarts(pod: Pod, looks: Looks): Pod {
  const images = pod.containers.map((container) => imageIn(container, looks))
  if (images.every((image) => image === undefined)) return pod
  const containers: Container[] = []
  const started: Pod = { ...pod, containers }
  pod.containers.forEach((container, index) => {
    const image = images[index]
    containers.push({ ...container, pod: started, ...(image === undefined ? {} : startOf(container, image)) })
  })
  return started
}

function imageIn(container: Container, looks: Looks): ImageFacts | undefined {
  const look = looks.get(imageKeyOf(container) ?? '')
  return look?.is === 'opened' ? look.image : undefined
}

/** A command takes the place of both, arguments that of the image's (Kubernetes API reference, Container). */
function startOf(
  { command, args, image }: Container,
  { entrypoint, command: usual, variables }: ImageFacts,
): Pick<Container, 'imageStart' | 'imageVariables'> {
  const tail = args.length > 0 ? [] : usual
  const words = command.length > 0 || image.state !== 'stated' ? [] : [...entrypoint, ...tail]
  return {
    ...(image.state === 'stated' ? { imageStart: words.map((word) => stated(word, image.origin)) } : {}),
    imageVariables: variables,
  }
}
