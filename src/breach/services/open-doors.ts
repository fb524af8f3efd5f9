import type { PodClass } from '../../reach/class.ts'
import type { Reach } from '../../reach/reach.ts'
import type { ServingContainer } from './open-services.ts'
import { type Position, servicePosition } from '../steps/position.ts'

/** Ports of one class of pods behind which somebody serves whoever connects: one way in for all of them. */
export interface OpenDoor {
  readonly position: Position
  readonly to: PodClass
  /** TCP ports, ascending. */
  readonly ports: readonly number[]
  readonly services: readonly ServingContainer[]
}

/** By class and ports, so that many who knock do not multiply with many who answer. */
export function findOpenDoors(
  services: readonly ServingContainer[],
  { classOf }: Pick<Reach, 'classOf'>,
): readonly OpenDoor[] {
  const byDoor = new Map<
    string,
    { readonly to: PodClass; readonly ports: number[]; readonly services: ServingContainer[] }
  >()
  for (const serving of services) {
    const to = classOf(serving.container.pod)
    if (to === undefined) continue
    const ports = [...new Set(serving.service.ports)].sort((a, b) => a - b)
    const key = `${to.id} ${ports.join(' ')}`
    const door = byDoor.get(key) ?? { to, ports, services: [] }
    door.services.push(serving)
    byDoor.set(key, door)
  }
  return [...byDoor.values()].map((door) => {
    const pods = door.services.map(({ container }) => container.pod)
    return { ...door, position: servicePosition(door.to, door.ports, pods) }
  })
}
