import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Permission } from '../steps/permission.ts'
import {
  accountPosition,
  accountsPosition,
  everywhere,
  podPosition,
  podsPosition,
  type Position,
  secretPosition,
  secretsPosition,
} from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** The pods that a permission is about: all of its place, or those of the names that it lists. */
export function podTargets(permission: Permission, terrain: Terrain): readonly Position[] {
  if (permission.names === undefined) return [podsPosition(permission.scope)]
  return podsNamed(permission, terrain).map(podPosition)
}

export function podsNamed({ names, scope }: Permission, { platform }: Terrain): readonly Pod[] {
  const pods = podsIn(scope, platform)
  return names === undefined ? pods : pods.filter((pod) => names.some((name) => mayBeCalled(pod, name)))
}

/** Pods of Kubernetes in one namespace, or in all. */
export function podsIn(scope: string, platform: Platform): readonly Pod[] {
  const pods = scope === everywhere ? platform.all('pod') : platform.inNamespace('pod', scope)
  return pods.filter(({ orchestrator }) => orchestrator === 'kubernetes')
}

/** A controller's pods are called as itself, with an ending that it makes up. */
function mayBeCalled({ kind, name }: Pod, called: string): boolean {
  return kind === 'Pod' ? called === name : called.startsWith(`${name}-`)
}

/** The service accounts that a permission is about. */
export function accountTargets({ names, scope }: Permission, { accounts }: Terrain): readonly Position[] {
  if (names === undefined) return [accountsPosition(scope)]
  if (scope !== everywhere) return names.map((name) => accountPosition(scope, name))
  return accounts
    .filter(({ kind, name }) => kind === 'service-account' && names.includes(name))
    .map(({ position }) => position)
}

/** The secrets that a permission is about, of those that exist. */
export function secretTargets({ names, scope }: Permission, { secrets }: Terrain): readonly Position[] {
  if (names === undefined) return [secretsPosition(scope)]
  const within = scope === everywhere ? [...secrets.values()].flat() : (secrets.get(scope) ?? [])
  return within
    .filter(({ name }) => names.includes(name))
    .map(({ namespace, name }) => secretPosition(namespace, name))
}
