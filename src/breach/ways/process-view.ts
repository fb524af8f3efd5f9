import type { Container } from '../../model/pod.ts'
import { originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { userNamespaceSwitch } from '../barriers/kernel.ts'
import { userOf } from '../barriers/user.ts'
import { type Condition, openWhere } from '../steps/condition.ts'
import { processesPosition } from '../steps/position.ts'
import { anyUser, lookerIn } from './process-users.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/** Where a container has the node's processes in view, it looks into those of its own user; at worst of any. */
export function lookAtProcesses(container: Container, sees: Condition, terrain: Terrain): readonly Opening[] {
  const user = lookerIn(container, terrain.platform)
  return openWhere([sees, userIsKnown(container, { user, platform: terrain.platform })], () => ({
    to: terrain.pools
      .placementsOf(container.pod)
      .map(({ pool }) => processesPosition(pool.name, user ?? anyUser)),
    how: `Container ${container.name} sees the processes of its node.`,
    barriers: userNamespaceSwitch(container, terrain),
  }))
}

interface Looker {
  readonly user: string | undefined
  readonly platform: Platform
}

function userIsKnown(container: Container, { user, platform }: Looker): Condition {
  const question = `which user container ${container.name} runs as`
  if (user !== undefined) return { is: 'yes', question }
  const { field } = userOf(container, platform)
  return { is: 'unknown', origin: originOf(field), question }
}
