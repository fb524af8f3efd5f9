import { compareText } from '../../kernel/text.ts'
import type { BicepFile } from './parse-file.ts'
import { isParameterFile, type Project, resolved } from './project.ts'

/** Files that no other one calls; of those that call each other in a circle, the first. */
export function rootsOf({ files }: Project): readonly BicepFile[] {
  const templates = [...files.values()]
    .filter(({ document }) => !isParameterFile(document))
    .sort((a, b) => compareText(a.document.path, b.document.path))
  const called = new Set(
    templates.flatMap((file) => calledBy(file).filter((path) => path !== file.document.path)),
  )
  const roots = templates.filter(({ document }) => !called.has(document.path))
  const reached = new Set<string>()
  for (const root of roots) reach(root, files, reached)
  for (const file of templates) {
    if (reached.has(file.document.path)) continue
    roots.push(file)
    reach(file, files, reached)
  }
  return roots
}

function calledBy({ document, declared }: BicepFile): readonly string[] {
  return declared.modules.map(({ path }) => resolved(path, document))
}

function reach(from: BicepFile, files: Project['files'], reached: Set<string>): void {
  const open = [from]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file.document.path)) continue
    reached.add(file.document.path)
    open.push(...calledBy(file).flatMap((path) => files.get(path) ?? []))
  }
}
