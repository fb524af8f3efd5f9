import type { Barrier } from '../../knowledge/barriers.ts'
import type { Container } from '../../model/pod.ts'
import { originOf, type Known } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { ownNameOf } from '../own-names.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt } from '../make-barrier.ts'

/** One node image on all pools until somebody says otherwise: one flaw of its kernel opens each. */
export const nodeImage = 'node-image'

export interface KernelSwitch {
  readonly barrier: Barrier
  readonly container: Container
  readonly label: string
  /** The field that sets it. */
  readonly field: Known<unknown>
  /** Where else it was read that it works. */
  readonly evidence?: readonly Origin[]
  /** Unset where it surely is set and works. */
  readonly assumes?: Assumption | undefined
}

/**
 * Something that the node's kernel holds against one container. A known flaw of the kernel takes every switch down;
 * where nobody knows of one, the switch counts at best.
 */
export function kernelSwitch(
  { barrier, container, label, field, evidence = [], assumes }: KernelSwitch,
  terrain: Terrain,
): readonly StandingBarrier[] {
  const kernel = terrain.facts.ask('nodeKernel')
  if (kernel.is === 'bad') return []
  return [
    barrierAt(barrier, {
      at: `${ownNameOf(container.pod, terrain)}/${container.name}`,
      domainOf: nodeImage,
      label,
      evidence: [originOf(field), ...evidence],
      assumes: assumes ?? kernel.assumes,
    }),
  ]
}

/** What has to be known where a field cannot be read. */
export function hiddenField(known: Known<unknown>, question: string): Assumption | undefined {
  return known.state === 'hidden' ? { question, origin: known.origin } : undefined
}
