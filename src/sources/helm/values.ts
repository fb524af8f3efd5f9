import { descend, type Node } from '../../kernel/tree.ts'
import { indexLines } from '../../kernel/text.ts'
import type { Location } from '../../model/origin.ts'
import type { TemplateLine } from './align.ts'
import { rootOf } from './chart.ts'

/** A file of values, and the key under which it holds those of the chart that a template belongs to. */
export interface ValuesFile {
  readonly path: string
  readonly text: string
  readonly prefix: readonly string[]
  /** Where an offset of it stands, if it is no file of its own. */
  readonly locate?: (offset: number) => Location
}

/** Finds where values are written. Files come in falling precedence. */
export type FindValue = (path: readonly string[]) => Location | undefined

export function valueFinder(files: readonly ValuesFile[]): FindValue {
  const trees = files.map((file) => ({
    ...file,
    root: descend(rootOf(file.text), ...file.prefix),
    lines: indexLines(file.text),
  }))
  return (path) => {
    for (const { root, lines, path: file, locate } of trees) {
      const node = deepest(root, path)
      if (node !== undefined) return locate?.(node.start) ?? { file, ...lines.positionAt(node.start) }
    }
    return undefined
  }
}

/** The value of a path; of a longer path that leaves the tree, as `.Values.labels.app.name` may, nothing. */
function deepest(root: Node | undefined, path: readonly string[]): Node | undefined {
  return path.length === 0 ? undefined : descend(root, ...path)
}

const valuesPath = /\.Values((?:\.[A-Za-z_]\w*)+)/g
/** How far above a line the `with` or `range` that gives its `.` a meaning may stand. */
const maxBlockLines = 6

/** Paths of the values that a template line writes, or that the block around it goes through. */
export function valuesWrittenBy(
  template: readonly TemplateLine[],
  index: number,
): readonly (readonly string[])[] {
  for (let line = index; line >= 0 && index - line <= maxBlockLines; line--) {
    const text = template[line]?.text ?? ''
    if (line !== index && !/\{\{-?\s*(?:with|range)\b/.test(text)) continue
    const paths = [...text.matchAll(valuesPath)].map(([, path = '']) => path.slice(1).split('.'))
    if (paths.length > 0 || (line === index && !/\{\{/.test(text))) return paths
  }
  return []
}
