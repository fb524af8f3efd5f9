import { child } from '../../kernel/tree.ts'
import { valueUnder } from '../../template/functions/collections.ts'
import type { Setting } from '../../template/parameter-files.ts'
import type { Walk } from '../../template/walk.ts'
import type { BicepFile } from './parse-file.ts'
import { type Project, resolved } from './project.ts'

/** What a file of parameters gives: what it says itself, or else what the one says that it extends. */
export function settingOf(file: BicepFile, project: Project, walk: Walk): Setting {
  const settings = withBases(file, project).map(({ document, template }): Setting => {
    const values = walk.alone(template, () => undefined, document.path)
    const parameters = child(template, 'parameters') ?? template
    return (name) => {
      const own = valueUnder(parameters, name)
      return own === undefined ? undefined : values.parameter(name, own)
    }
  })
  return (name) => settings.map((setting) => setting(name)).find((value) => value !== undefined)
}

const mostBases = 10

function withBases(file: BicepFile, { files }: Project): readonly BicepFile[] {
  const all = [file]
  for (let { base } = file.declared; base !== undefined && all.length <= mostBases;) {
    const next = files.get(resolved(base.path, base.at.document ?? file.document))
    if (next === undefined) break
    all.push(next)
    base = next.declared.base
  }
  return all
}
