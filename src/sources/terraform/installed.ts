import { dirname, join } from 'node:path/posix'

import { child, itemsOf, type Node, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'

const modules = '.terraform/modules'

/** What `terraform init` noted of the modules that it fetched. */
export function isModuleRecord({ path }: Pick<Document, 'path'>): boolean {
  return `/${path}`.endsWith(`/${modules}/modules.json`)
}

/** Somebody else's module, fetched for a root: never one itself. */
export function isInstalled(folder: string): boolean {
  return `/${folder}/`.includes(`/${modules}/`)
}

interface InstalledModule {
  readonly folder: string
  readonly source: string
}

/** Modules of a root by their calls: `aks`, `aks.network`. */
export type InstalledModules = ReadonlyMap<string, InstalledModule>

/** What the records tell, by the folder of the root. */
export function readInstalled(documents: readonly Document[]): ReadonlyMap<string, InstalledModules> {
  return new Map(documents.filter(isModuleRecord).map(readRecord))
}

function readRecord({ path, text }: Document): readonly [string, InstalledModules] {
  const root = dirname(dirname(dirname(path)))
  const [read] = parseYaml(text)
  const items = read?.kind === 'tree' ? itemsOf(child(read.root, 'Modules')) : []
  return [root, new Map(items.flatMap((item) => readModule(item, root)))]
}

function readModule(item: Node, root: string): readonly (readonly [string, InstalledModule])[] {
  const [key, folder, source] = ['Key', 'Dir', 'Source'].map((name) => textOf(child(item, name)))
  if (key === undefined || key === '' || folder === undefined) return []
  return [[key, { folder: join(root, folder), source: source ?? '' }]]
}

/** Whether what was fetched is what is called: of a call that changed since, nobody fetched anything. */
export function isSameSource(written: string, { source }: InstalledModule): boolean {
  const isOfRegistry = /^[\w-]+\/[\w-]+\/[\w-]+$/.test(written)
  return !isOfRegistry || source === written || source === `registry.terraform.io/${written}`
}
