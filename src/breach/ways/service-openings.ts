import { remember } from '../../kernel/remember.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { knownFlaw } from './known-flaw.ts'
import { barrierAt } from '../make-barrier.ts'
import { doubted } from '../steps/doubt.ts'
import { gainedFrom, type ServingContainer } from '../services/open-services.ts'
import { containerPosition, workloadName, workloadLabel } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'
import type { Tenants } from '../steps/tenants.ts'
import type { Terrain } from '../terrain.ts'

/** What whoever reaches every port of some pods gets: what asks nobody who he is, and all else by a flaw of it. */
export function serviceOpenings(pods: readonly Pod[], terrain: Terrain): readonly Opening[] {
  return [...openServices(pods, terrain), ...serviceFlaws(pods, terrain.platform)]
}

/** In the order of all: each of a thousand classes asks, and few of ten thousand services are its own. */
function openServices(pods: readonly Pod[], { openServices: all, tenants }: Terrain): readonly Opening[] {
  const byPod = placesByPod(all)
  const places = [...new Set(pods)].flatMap((pod) => byPod.get(pod) ?? [])
  return places
    .sort((a, b) => a - b)
    .flatMap((place) => all[place] ?? [])
    .flatMap((serving) => openingsOf(serving, tenants))
}

const placesByPod = remember((all: readonly ServingContainer[]) =>
  Map.groupBy(all.keys(), (place) => all[place]?.container.pod),
)

/** What one container that serves whoever connects gives him. */
export function openingsOf(serving: ServingContainer, tenants: Tenants): readonly Opening[] {
  const { how, evidence, assumes, control } = serving.service
  return gainedFrom(serving, tenants).map((to) => ({
    to,
    how,
    evidence,
    barriers: [],
    ...(control === undefined ? {} : { closedBy: control }),
    ...doubted(assumes),
  }))
}

/** What a flaw of what listens in pods opens to whoever talks to it. */
export function serviceFlaws(pods: readonly Pod[], platform: Platform): readonly Opening[] {
  return pods.flatMap(({ containers }) =>
    containers.filter(({ role }) => role !== 'init').map((container) => serviceFlaw(container, platform)),
  )
}

function serviceFlaw(container: Container, platform: Platform): Opening {
  const { name, pod, image, origin } = container
  const application = applicationOf(container)
  const { how, isOpen, assumes } = knownFlaw(container, platform)
  const noFlaw = barrierAt('X.app', {
    at: application,
    domainOf: softwareOf(application),
    label: `${application} has no known flaw`,
    evidence: [originOf(image)],
    assumes,
  })
  const answers = `Container ${name} of ${workloadLabel(pod)} answers whoever connects.`
  return {
    to: containerPosition(container),
    how: how === undefined ? answers : `${answers} ${how}`,
    evidence: isOpen ? [originOf(image) ?? origin, origin] : [origin],
    barriers: isOpen ? [] : [noFlaw],
  }
}

/** The software by its image; where that cannot be read, every container may be another. */
function applicationOf(container: Container): string {
  return valueOf(container.image) ?? `${workloadName(container.pod)}/${container.name}`
}

/** One flaw is in every version of a program, until one has the fix. */
function softwareOf(application: string): string {
  const image = parseImageReference(application)
  return image === undefined ? application : `${image.registry}/${image.repository}`
}
