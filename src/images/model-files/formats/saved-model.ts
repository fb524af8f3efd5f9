// Graphs of TensorFlow: saved_model.proto, meta_graph.proto, graph.proto, function.proto.
import type { Input, Reading } from '../reading.ts'
import { find, miss, type Scan } from '../scan.ts'
import { type Plan, readMessage } from './wire-stream.ts'
import { fieldsOf, startsOf } from './wire.ts'

/** Numbers of the fields that are looked at. */
const saved = { version: 1, metaGraph: 2 } as const
const metaGraph = { about: 1, graph: 2 } as const
const graph = { node: 1, library: 2 } as const
const library = { function: 1 } as const
const definedFunction = { node: 3 } as const
const node = { operator: 2 } as const

/** Operators that read or write files, run Python or load code. */
const dangerous =
  /^(?:ReadFile|WriteFile|AppendFile|MatchingFiles|WholeFileReader(?:V2)?|PyFunc|PyFuncStateless|EagerPyFunc|LoadLibrary|TensorDump|RpcCall|CopyFile|ImmutableConst|FileSystemSetConfiguration)$/

/** Reading data sets and telling what goes by belongs into training; in a model that answers it is out of place. */
const unusual =
  /^(?:TextLineDataset|FixedLengthRecordDataset(?:V2)?|TFRecordDataset(?:V2)?|SaveDataset(?:V2)?|LoadDataset|DatasetFromGraph|SqlDataset|(?:Experimental)?CSVDataset|LMDBDataset|DataServiceDataset(?:V\d)?|CacheDataset(?:V2)?|SnapshotDataset(?:V2)?|TextLineReader(?:V2)?|TFRecordReader(?:V2)?|CreateSummaryFileWriter|Print|PrintV2|DebugIdentity(?:V\d)?)$/

const operatorLike = /^[A-Z_>][A-Za-z0-9_>]{0,200}$/

/** A version of 1 and, in either order, a graph with what is told about it. */
export function isSavedModel(head: Buffer, size: number): boolean {
  let hasVersion = false
  let hasGraph = false
  for (const { number, value } of startsOf(head, size)) {
    if (number === saved.version && value === 1) hasVersion = true
    else if (number === saved.metaGraph && typeof value !== 'number') hasGraph ||= isMetaGraph(value)
    else return false
  }
  return hasVersion && hasGraph
}

function isMetaGraph(start: Buffer): boolean {
  const [first] = startsOf(start, Infinity)
  if (first === undefined || typeof first.value === 'number') return false
  return first.number === metaGraph.about || first.number === metaGraph.graph
}

/** Nodes with an operator, among what else a graph holds. */
export function isFrozenGraph(head: Buffer, size: number): boolean {
  for (const { number, value } of startsOf(head, size)) {
    if (typeof value === 'number') continue
    if (number === graph.node) return operatorLike.test(operatorOf(value))
    if (number > 4) return false
  }
  return false
}

function operatorOf(start: Buffer): string {
  for (const { number, value } of fieldsOf(start))
    if (number === node.operator && typeof value !== 'number') return value.toString('utf8')
  return ''
}

export function* scanSavedModel(input: Input, scan: Scan): Reading {
  yield* scanGraphs(input, scan, (ofGraph) => ({ [saved.metaGraph]: { [metaGraph.graph]: ofGraph } }))
}

export function* scanFrozenGraph(input: Input, scan: Scan): Reading {
  yield* scanGraphs(input, scan, (ofGraph) => ofGraph)
}

function* scanGraphs(input: Input, scan: Scan, planOf: (ofGraph: Plan) => Plan): Reading {
  const operators = new Set<string>()
  const ofNode = {
    [node.operator]: (bytes: Buffer): void => void operators.add(bytes.toString('utf8', 0, 100)),
  }
  const ofLibrary = { [library.function]: { [definedFunction.node]: ofNode } }
  const ofGraph = { [graph.node]: ofNode, [graph.library]: ofLibrary }
  const fault = yield* readMessage(input, input.remaining, planOf(ofGraph))
  for (const operator of operators) judgeOperator(operator, scan)
  if (fault === undefined) return
  const code = fault.isBound === true ? 'too-large' : 'malformed'
  const message = `The graph was not read beyond byte ${fault.at}: ${fault.reason}.`
  miss(scan, { offset: fault.at, code, message })
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
