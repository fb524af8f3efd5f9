import { remember } from '../../kernel/remember.ts'
import { hasDigest } from '../../controls/workload/images.ts'
import { publicRegistries } from '../../knowledge/registries.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { Terrain } from '../terrain.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import { valueOf } from '../../model/known.ts'

/** Whether a container's image comes from the platform's own registry, as far as its name tells. */
export function isOwnImage({ image }: Container): boolean {
  const reference = parseImageReference(valueOf(image) ?? '')
  return reference !== undefined && !publicRegistries.has(reference.registry)
}

/** Whether whoever pushes decides what a container runs next. */
export function followsTag({ image }: Container): boolean {
  return !hasDigest(valueOf(image) ?? '')
}

/** Tenants whose pods run images of the platform's own registry. */
export const tenantsWithImages: (terrain: Terrain) => readonly string[] = remember(
  ({ tenants, pods }: Terrain) => [
    ...new Set(pods.filter(runsOwnImage).flatMap((pod) => tenants.ofNamespace(pod.namespace) ?? [])),
  ],
)

function runsOwnImage({ containers }: Pod): boolean {
  return containers.some(isOwnImage)
}
