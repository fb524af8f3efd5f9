import type { Document } from '../../kernel/document.ts'
import type { Entry, Node } from '../../kernel/tree.ts'
import { asText, hiddenAt, listAt, mapAt, scalarAt, type Value } from '../../values/value.ts'
import { treeOfData } from '../json.ts'
import { partOf } from './collections.ts'
import type { CallContext, SpecialFunction } from './function.ts'

/** A function of a file that stands in the scan; what of it is not known to be there is hidden. */
function ofFile(
  read: (document: Document, context: CallContext, path: string | undefined) => Value,
): SpecialFunction {
  return ([file, query], context) => {
    const { scope, at, evaluate } = context
    const path = file === undefined ? undefined : asText(evaluate(file))
    const document = path === undefined ? undefined : scope.names.work.documentAt(path, at)
    if (document === undefined) return hiddenAt(`file ${(path ?? '').slice(0, 200)} was not read`, at)
    return read(document, context, query === undefined ? undefined : asText(evaluate(query)))
  }
}

const mostSteps = 50

/** The part at the end of a path such as `$.a.b[0]`; other JSONPath is not worked out. */
function selected(value: Value, path: string | undefined, { at }: CallContext): Value {
  if (path === undefined) return value
  if (!/^\$?(?:[\w-]|\.(?=[\w-])|\[\d+\])*$/.test(path))
    return hiddenAt('the path into the file is not worked out', at)
  const steps = path.match(/[\w-]+/g) ?? []
  if (steps.length > mostSteps) return hiddenAt('the path into the file is too long', at)
  return steps.reduce<Value>(
    (of, step) => partOf(of, scalarAt(step, at)) ?? hiddenAt('the path leads nowhere', at),
    value,
  )
}

function parsed(document: Document, context: CallContext, path: string | undefined): Value {
  const tree = treeOfData(document)
  if (tree === undefined) return hiddenAt('the file cannot be read', context.at)
  return selected(counted(tree), path, context)
}

/** The same tree, with its parts counted as those of any value are. */
function counted(node: Node): Value {
  if (node.kind === 'list') return listAt(node.items.map(counted), node)
  if (node.kind !== 'map') return node
  const entries = [...node.entries].map(([key, { keyStart, value }]): [string, Entry] => [
    key,
    { keyStart, value: counted(value) },
  ])
  return mapAt(new Map(entries), node)
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files */
export const files: Readonly<Record<string, SpecialFunction>> = {
  loadjsoncontent: ofFile(parsed),
  loadtextcontent: ofFile(({ text }, { at }) => scalarAt(text, at)),
  loadyamlcontent: ofFile(parsed),
}
