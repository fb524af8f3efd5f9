import {
  givingRights,
  leading,
  leadingInData,
  pulling,
  pullingInData,
  pushing,
  pushingAround,
  pushingInData,
  rulingNetworks,
} from '../knowledge/azure-powers.ts'
import { holdsAction } from './azure-actions.ts'
import { typesAround } from './types.ts'

/** Actions and what is taken from them, as roles have them. */
export interface Permission {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** What a role lets do in what it is over. */
export interface AzureRole {
  /** At a registry. */
  readonly registry?: 'pull' | 'push'
  /** A registry with repository permissions (ABAC) takes no notice of it. */
  readonly isIgnoredByAbac: boolean
  /** It reaches over nodes, storage, keys, other identities or the cluster itself. */
  readonly isWide: boolean
  /** It rules what it is over of networks: rules, routes, names. */
  readonly isOfNetworks: boolean
}

const everything: readonly Permission[] = [
  { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] },
]

/** What permissions come to over a scope, by its type in small letters; nothing stands for a type that nobody knows. */
export function powersOf(permissions: readonly Permission[], scope: string): AzureRole {
  const givesRights = givingRights.some((action) => allows(permissions, action))
  const held = givesRights ? everything : permissions
  const may = (action: string): boolean => isWithin(action, scope) && allows(held, action)
  const mayInData = (action: string): boolean => isWithin(action, scope) && allowsInData(held, action)
  return {
    ...registryPowers(may, mayInData),
    isWide: leading.some(may) || leadingInData.some(mayInData),
    isOfNetworks: rulingNetworks.some(may),
  }
}

type May = (action: string) => boolean

function registryPowers(may: May, mayInData: May): Pick<AzureRole, 'registry' | 'isIgnoredByAbac'> {
  if (pushingAround.some(may) || mayInData(pushingInData)) return { registry: 'push', isIgnoredByAbac: false }
  if (may(pushing)) return { registry: 'push', isIgnoredByAbac: true }
  if (mayInData(pullingInData)) return { registry: 'pull', isIgnoredByAbac: false }
  return may(pulling) ? { registry: 'pull', isIgnoredByAbac: true } : { isIgnoredByAbac: false }
}

function allows(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(({ actions, notActions }) => holds(actions, action) && !holds(notActions, action))
}

function allowsInData(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ dataActions, notDataActions }) => holds(dataActions, action) && !holds(notDataActions, action),
  )
}

function holds(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => holdsAction(pattern, action))
}

/** What is installed in a cluster stands below it, whatever its type is called. */
const inClusters = 'microsoft.kubernetesconfiguration/'

/** Whether an action is about what stands in a scope. */
function isWithin(action: string, scope: string): boolean {
  if (scope === '' || typesAround.has(scope)) return true
  const name = action.toLowerCase()
  return (
    name.startsWith(`${scope}/`) ||
    (scope === 'microsoft.containerservice/managedclusters' && name.startsWith(inClusters))
  )
}
