import {
  defaultDepths,
  type DepthName,
  largestRequired,
  type RequiredDepths,
  type Requirements,
} from '../knowledge/required-depths.ts'
import { saidOf } from './by-tenant.ts'
import { isOver } from './last-day.ts'
import type { ConfiguredDepths, StatedDepth, StatedDepths } from './schema.ts'

/** A depth that somebody stated, beside the one that is asked without it. */
export interface Exception extends StatedDepth {
  /** The tenant, or a pattern for several; unset where it is asked of all. */
  readonly tenant?: string
  readonly depth: DepthName
  readonly usual: number
  readonly isOver: boolean
}

/** What has to stand before the code of each tenant. What is stated for one by name precedes what is for several. */
export function requirementsOf(depth: ConfiguredDepths, today: string | undefined): Requirements {
  const all = amended(defaultDepths, depth, today)
  const depthsBy = Object.fromEntries(
    Object.entries(depth.tenants).map(([name, stated]) => [name, amended(all, stated, today)] as const),
  )
  return {
    all,
    of: (tenant) => saidOf(tenant, depthsBy) ?? all,
    largest: Math.max(...[all, ...Object.values(depthsBy)].map(largestRequired)),
  }
}

function amended(usual: RequiredDepths, stated: StatedDepths, today: string | undefined): RequiredDepths {
  const held = depthNames.flatMap((name) => {
    const own = stated[name]
    return own === undefined || isOver(own.until, today) ? [] : [[name, own.value] as const]
  })
  return { ...usual, ...Object.fromEntries(held) }
}

const depthNames = Object.keys(defaultDepths) as DepthName[]

/** Every stated depth that differs from the usual one: for all tenants, then by tenant. */
export function exceptionsIn(depth: ConfiguredDepths, today: string | undefined): readonly Exception[] {
  const all = amended(defaultDepths, depth, today)
  return [
    ...differing(depth, defaultDepths, today),
    ...Object.entries(depth.tenants).flatMap(([tenant, stated]) =>
      differing(stated, all, today).map((each) => ({ tenant, ...each })),
    ),
  ]
}

function differing(
  stated: StatedDepths,
  usual: RequiredDepths,
  today: string | undefined,
): readonly Exception[] {
  return depthNames.flatMap((name) => {
    const own = stated[name]
    if (own === undefined || own.value === usual[name]) return []
    return [{ ...own, depth: name, usual: usual[name], isOver: isOver(own.until, today) }]
  })
}
