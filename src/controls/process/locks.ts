import { isInGroup } from '../../link/azure.ts'
import { refersTo } from '../../link/references.ts'
import type { AzureMeta, ResourceLock } from '../../model/azure.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { anyMatch, type Match } from '../../model/selector.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

/** Passes where a lock on a resource or on its group keeps it from being deleted. */
export function demandLock(asset: AzureMeta, platform: Platform, message: string): Verdict {
  const answers = platform.all('resource-lock').map((lock) => holds(lock, asset, platform))
  if (answers.includes('yes')) return pass()
  return answers.includes('unknown')
    ? doubtful(message, 'what a lock is on cannot be read', asset.origin)
    : fail(message)
}

/** Either level keeps it: `CanNotDelete`, and `ReadOnly` which keeps everything as it is. */
function holds(lock: ResourceLock, asset: AzureMeta, platform: Platform): Match {
  const isOfGroup = valueOf(lock.scope) === undefined ? 'no' : isInGroup(asset, lock, platform)
  // A group that nobody knows is no reason to doubt: most resources say by a variable where they are.
  return anyMatch([refersTo(lock, lock.scope, asset), isOfGroup === 'yes' ? 'yes' : 'no'])
}
