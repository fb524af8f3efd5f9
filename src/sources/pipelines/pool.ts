import { textOf } from '../../kernel/tree.ts'
import { hidden, type Known, stated } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { isExpression } from './azure-template.ts'

/** Pools that are no machine of one's own: Microsoft's, and the server itself, which runs no code of the repository. */
const ofMicrosoft = new Set(['Azure Pipelines', 'server', ''])

/** Whether a job runs on a machine of one's own: the nearest pool that its levels state. */
export function readPool(
  levels: readonly Fields[],
  origin: Origin,
  isPickedElsewhere: boolean,
): Known<boolean> {
  const level = levels.find((each) => each.has('pool'))
  if (level !== undefined) return judge(nameOf(level, origin), origin)
  return isPickedElsewhere ? hidden('another file picks the pool', origin) : stated(false, origin)
}

/** The pool's name; none where it is a machine of Microsoft's (`vmImage`). */
function nameOf(level: Fields, origin: Origin): Known<string> {
  if (textOf(level.child('pool')) !== undefined) return level.freeText('pool', '')
  const pool = level.map('pool')
  if (pool.keys().some(isExpression)) return hidden('an expression picks the pool', origin)
  return pool.has('vmImage') ? { state: 'default', value: '' } : pool.freeText('name', '')
}

function judge(name: Known<string>, origin: Origin): Known<boolean> {
  if (name.state === 'hidden' || name.value.includes('$'))
    return hidden('an expression picks the pool', origin)
  return stated(!ofMicrosoft.has(name.value), name.state === 'stated' ? name.origin : origin)
}
