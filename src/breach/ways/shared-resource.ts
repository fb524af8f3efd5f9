import type { Container } from '../../model/pod.ts'
import { drainPosition, neighboursPosition, type Position } from '../steps/position.ts'
import { onItsPools } from './routes-to-node.ts'
import type { Terrain } from '../terrain.ts'

/** Where a container gets that uses up a resource of its nodes: its neighbours feel it, and so does whoever pays. */
export function sharedResource(name: string, { pod }: Container, terrain: Terrain): readonly Position[] {
  return [drainPosition(name), ...neighboursOf(pod, terrain)]
}

export function neighboursOf(pod: Container['pod'], terrain: Terrain): readonly Position[] {
  return onItsPools(pod, terrain, neighboursPosition)
}
