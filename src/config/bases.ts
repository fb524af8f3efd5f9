import { type ApprovedBase, parseListed } from '../model/approved-base.ts'
import { isOver } from './last-day.ts'
import type { Config } from './schema.ts'

/** The bases whose approval holds; unset where none is listed, so that any will do. */
export function basesInForce(
  { bases }: Config,
  today: string | undefined,
): readonly ApprovedBase[] | undefined {
  if (bases.length === 0) return undefined
  return bases
    .filter(({ until }) => !isOver(until, today))
    .flatMap((base) => {
      const name = parseListed(base.image)
      return name === undefined ? [] : [{ ...base, ...name }]
    })
}
