import type { Container } from '../model/container.ts'
import { type ImageLook, imageKeyOf } from '../model/image-facts.ts'
import { stated } from '../model/known.ts'
import type { Fact } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'

type Looks = ReadonlyMap<string, ImageLook>

/** Containers that name no command, with what their images start: whatever is asked of command lines is asked of that too. */
export function withImageStarts(facts: readonly Fact[], looks: Looks | undefined): readonly Fact[] {
  if (looks === undefined) return facts
  return facts.map((fact) => (fact.asset === 'pod' ? withStarts(fact, looks) : fact))
}

function withStarts(pod: Pod, looks: Looks): Pod {
  const starts = pod.containers.map((container) => startOf(container, looks))
  if (starts.every((start) => start.length === 0)) return pod
  const containers: Container[] = []
  const started: Pod = { ...pod, containers }
  pod.containers.forEach((container, index) => {
    const words = starts[index] ?? []
    const { image } = container
    const imageStart = image.state === 'stated' ? words.map((word) => stated(word, image.origin)) : []
    containers.push({ ...container, pod: started, ...(imageStart.length === 0 ? {} : { imageStart }) })
  })
  return started
}

/** A command takes the place of both, arguments that of the image's (Kubernetes API reference, Container). */
function startOf(container: Container, looks: Looks): readonly string[] {
  const look = looks.get(imageKeyOf(container) ?? '')
  if (look?.is !== 'opened' || container.command.length > 0) return []
  const { entrypoint, command } = look.image
  return container.args.length > 0 ? entrypoint : [...entrypoint, ...command]
}
