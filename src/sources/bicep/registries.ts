import { dirname, join } from 'node:path/posix'

import { lookup } from '../../kernel/lookup.ts'
import { child, descend } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import { treeOf } from '../../template/json.ts'
import { asText } from '../../values/value.ts'
import type { FindDocument } from '../parsed.ts'

const aliased = /^br\/(?<alias>[\w-]+):(?<path>.+)$/

interface Registry {
  readonly registry?: string
  readonly modulePath?: string
}

/** What Bicep knows by itself: of an alias, a configuration replaces what it says, and nothing else. */
const known: Readonly<Record<string, Registry>> = {
  public: { registry: 'mcr.microsoft.com', modulePath: 'bicep' },
}

/**
 * A module of a registry by the name of that: `br:registry/path:tag`, also where it is called by an alias of the nearest
 * `bicepconfig.json`: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-config-modules.
 */
export function fullLink(link: string, from: Document, find: FindDocument): string {
  const { alias = '', path = '' } = aliased.exec(link)?.groups ?? {}
  if (alias === '') return link
  const { registry, modulePath } = { ...lookup(known, alias), ...configured(alias, from, find) }
  if (registry === undefined) return link
  return `br:${[registry, modulePath, path].filter((part) => part !== undefined).join('/')}`
}

function configured(alias: string, from: Document, find: FindDocument): Registry {
  const config = nearestConfig(dirname(from.path), find)
  const tree = config === undefined ? undefined : treeOf(config, [])
  const declared = descend(tree, 'moduleAliases', 'br', alias)
  const [registry, modulePath] = [asText(child(declared, 'registry')), asText(child(declared, 'modulePath'))]
  return {
    ...(registry === undefined ? {} : { registry }),
    ...(modulePath === undefined ? {} : { modulePath }),
  }
}

function nearestConfig(folder: string, find: FindDocument): Document | undefined {
  const found = find(join(folder, 'bicepconfig.json'))
  const around = dirname(folder)
  return found ?? (around === folder ? undefined : nearestConfig(around, find))
}
