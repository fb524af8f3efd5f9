import { remember } from '../../kernel/remember.ts'
import { valueOf } from '../../model/known.ts'
import { groupOf } from '../../model/object.ts'
import type { Platform } from '../../model/platform.ts'

/** API groups of others that the cluster seems to have: objects of theirs, definitions, or roles that name them. */
export const installedGroups: (platform: Platform) => ReadonlySet<string> = remember((platform: Platform) => {
  const objects = [...platform.all('other'), ...platform.all('pod')]
  const defined = platform
    .all('other')
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ name }) => name.slice(name.indexOf('.') + 1))
  const named = platform
    .all('role')
    .flatMap(({ rules }) =>
      rules.flatMap(({ apiGroups }) => apiGroups.flatMap((group) => valueOf(group) ?? [])),
    )
  return new Set([...objects.map(groupOf), ...defined, ...named])
})
