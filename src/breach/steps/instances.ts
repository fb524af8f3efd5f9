import type { Barrier } from '../../knowledge/barriers.ts'

/**
 * The name of a barrier at one place: `N.eg@acme`. What takes a barrier away names it as what sets it up does, so both
 * ask here.
 */
export function instanceOf(barrier: Barrier, at: string): string {
  return `${barrier}@${at}`
}

/** Where a barrier stands that is of no namespace. */
export const clusterWide = 'cluster'
