// Graphs of TensorFlow: saved_model.proto, meta_graph.proto, graph.proto, function.proto.
import { find, miss, type Scan } from '../scan.ts'
import { bytesOf, fieldsOf, isMessage, textOf } from './wire.ts'

const metaGraphs = 2
const graphDefinition = 2
const [nodes, library] = [1, 2]
const [functions, nodesOfFunction] = [1, 3]
const [nodeName, operatorName] = [1, 2]

/** Operators that read or write files, run Python or load code. */
const dangerous =
  /^(?:ReadFile|WriteFile|AppendFile|MatchingFiles|WholeFileReader(?:V2)?|PyFunc|PyFuncStateless|EagerPyFunc|LoadLibrary|TensorDump|RpcCall|CopyFile)$/

/** Reading data sets and telling what goes by belongs into training; in a model that answers it is out of place. */
const unusual =
  /^(?:TextLineDataset|FixedLengthRecordDataset(?:V2)?|TFRecordDataset(?:V2)?|SaveDataset(?:V2)?|LoadDataset|DatasetFromGraph|PrintV2|DebugIdentity(?:V\d)?)$/

const operatorLike = /^[A-Z_>][A-Za-z0-9_>]{0,200}$/

/** A version of 1, then a graph with an operator in it. */
export function isSavedModel(bytes: Buffer): boolean {
  if (bytes[0] !== 0x08 || bytes[1] !== 1 || bytes[2] !== 0x12 || !isMessage(bytes)) return false
  return bytesOf(bytes, metaGraphs).some((meta) => bytesOf(meta, graphDefinition).length > 0)
}

/** Nodes from the first byte on, each with a name and an operator. */
export function isFrozenGraph(bytes: Buffer): boolean {
  if (bytes[0] !== 0x0a || !isMessage(bytes)) return false
  const [first] = bytesOf(bytes, nodes)
  return (
    first !== undefined && textOf(first, nodeName) !== '' && operatorLike.test(textOf(first, operatorName))
  )
}

export function scanSavedModel(bytes: Buffer, scan: Scan): void {
  for (const operator of new Set(operatorsIn(bytes, scan))) judgeOperator(operator, scan)
}

export function scanFrozenGraph(bytes: Buffer, scan: Scan): void {
  for (const operator of new Set(operatorsOfGraph(bytes, scan))) judgeOperator(operator, scan)
}

function* operatorsIn(bytes: Buffer, scan: Scan): Generator<string> {
  for (const meta of bytesOf(bytes, metaGraphs)) {
    requireWhole(meta, scan)
    for (const graph of bytesOf(meta, graphDefinition)) yield* operatorsOfGraph(graph, scan)
  }
}

function* operatorsOfGraph(graph: Buffer, scan: Scan): Generator<string> {
  requireWhole(graph, scan)
  for (const { number, value } of fieldsOf(graph)) {
    if (typeof value === 'number') continue
    if (number === nodes) yield operatorOf(value, scan)
    else if (number === library) yield* operatorsOfLibrary(value, scan)
  }
}

function* operatorsOfLibrary(library: Buffer, scan: Scan): Generator<string> {
  requireWhole(library, scan)
  for (const each of bytesOf(library, functions))
    for (const node of bytesOf(each, nodesOfFunction)) yield operatorOf(node, scan)
}

function operatorOf(node: Buffer, scan: Scan): string {
  requireWhole(node, scan)
  return textOf(node, operatorName)
}

function requireWhole(message: Buffer, scan: Scan): void {
  if (!isMessage(message))
    miss(scan, {
      offset: 0,
      code: 'malformed',
      message: 'A part of the graph cannot be read, or is too large.',
    })
}

function judgeOperator(operator: string, scan: Scan): void {
  const severity = dangerous.test(operator) ? 'high' : 'low'
  if (severity === 'low' && !unusual.test(operator)) return
  find(scan, {
    id: 'dangerous-operator',
    severity,
    offset: 0,
    message: `The graph uses ${operator}, which reads or writes files or runs other code.`,
  })
}
