// ONNX (onnx/onnx.proto3): a graph of operators, with its weights inside or in files beside it.
import { leadsOut } from '../paths.ts'
import type { Input, Reading } from '../reading.ts'
import { find, miss, type Scan } from '../scan.ts'
import { Operators } from './onnx-operators.ts'
import { readMessage } from './wire-stream.ts'
import { bytesOf, fieldsOf, isMessage, textOf, varint } from './wire.ts'

/** Numbers of the fields that are looked at. */
const model = { version: 1, graph: 7, functions: 25, training: 20 } as const
const graph = { node: 1, initializer: 5, sparse: 15 } as const
const defined = { name: 1, node: 7, domain: 10, defaults: 11 } as const
const node = { attribute: 5, operator: 4, domain: 7 } as const
const attribute = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 } as const
const tensor = { external: 13 } as const

const deepestGraph = 32

/** What is looked at, and what the graphs use. */
interface Judging extends Scan {
  readonly operators: Operators
}

/** Fields of a model and their types on the wire: 0 a number, 2 bytes. */
const fields: Readonly<Record<number, number>> = {
  1: 0,
  2: 2,
  3: 2,
  4: 2,
  5: 0,
  6: 2,
  7: 2,
  8: 2,
  14: 2,
  20: 2,
  25: 2,
}

/** Every field is one of a model, and in front of the graph stands the version of the format. */
export function isOnnx(head: Buffer, size: number): boolean {
  let hasVersion = false
  for (let at = 0; at < head.length;) {
    const field = fieldAt(head, at)
    if (field === undefined || field.end > size) return false
    if (field.number === model.graph) return hasVersion
    hasVersion ||= field.number === model.version
    at = field.end
  }
  return false
}

function fieldAt(head: Buffer, at: number): { readonly number: number; readonly end: number } | undefined {
  const tag = varint(head, at)
  const value = tag === undefined ? undefined : varint(head, tag.end)
  if (tag === undefined || value === undefined) return undefined
  const [number, type] = [Math.floor(tag.value / 8), tag.value % 8]
  if (fields[number] !== type) return undefined
  return { number, end: value.end + (type === 2 ? value.value : 0) }
}

export function* scanOnnx(input: Input, scan: Scan): Reading {
  const operators = new Operators()
  yield* readModel(input, { ...scan, operators })
  operators.tell(scan)
}

function* readModel(input: Input, scan: Judging): Reading {
  const tensors = { [tensor.external]: (bytes: Buffer): void => judgeExternal(bytes, scan) }
  const graphs = {
    [graph.node]: (bytes: Buffer): void => judgeNode(bytes, scan, 0),
    [graph.initializer]: tensors,
    [graph.sparse]: { 1: tensors, 2: tensors },
  }
  const fault = yield* readMessage(input, input.remaining, {
    [model.graph]: graphs,
    [model.training]: { 1: graphs, 2: graphs },
    [model.functions]: functionsOf(scan),
  })
  if (fault === undefined) return
  const code = fault.isBound === true ? 'too-large' : 'malformed'
  miss(scan, {
    offset: fault.at,
    code,
    message: `The model was not read beyond byte ${fault.at}: ${fault.reason}.`,
  })
}

/** The name of a function stands in front of its domain: who writes it otherwise defines nothing. */
function functionsOf(scan: Judging): Readonly<Record<number, (bytes: Buffer) => void>> {
  let name = ''
  return {
    [defined.name]: (bytes) => (name = bytes.toString('utf8')),
    [defined.node]: (bytes) => judgeNode(bytes, scan, 0),
    [defined.domain](bytes) {
      scan.operators.define({ domain: bytes.toString('utf8'), name })
      name = ''
    },
    [defined.defaults]: (bytes) => judgeAttribute(bytes, scan, 0),
  }
}

/** A graph within a node: a branch, or the body of a loop. */
function judgeGraph(bytes: Buffer, scan: Judging, depth: number): void {
  if (depth > deepestGraph || !isMessage(bytes)) return missPart(scan)
  for (const { number, value } of fieldsOf(bytes)) {
    if (typeof value === 'number') continue
    if (number === graph.node) judgeNode(value, scan, depth)
    else if (number === graph.initializer) judgeTensor(value, scan)
    else if (number === graph.sparse) judgeSparse(value, scan)
  }
}

function missPart(scan: Scan): void {
  miss(scan, {
    offset: 0,
    code: 'malformed',
    message: 'A part of the graph cannot be read, or is too large.',
  })
}

function judgeNode(bytes: Buffer, scan: Judging, depth: number): void {
  if (!isMessage(bytes)) missPart(scan)
  const domain = textOf(bytes, node.domain)
  const name = textOf(bytes, node.operator)
  scan.operators.use({ domain, name }, scan)
  for (const each of bytesOf(bytes, node.attribute)) judgeAttribute(each, scan, depth)
}

function judgeAttribute(bytes: Buffer, scan: Judging, depth: number): void {
  for (const { number, value } of fieldsOf(bytes)) {
    if (typeof value === 'number') continue
    if (number === attribute.tensor || number === attribute.tensors) judgeTensor(value, scan)
    else if (number === attribute.sparse || number === attribute.sparses) judgeSparse(value, scan)
    else if (number === attribute.graph || number === attribute.graphs) judgeGraph(value, scan, depth + 1)
  }
}

function judgeSparse(bytes: Buffer, scan: Scan): void {
  for (const each of [...bytesOf(bytes, 1), ...bytesOf(bytes, 2)]) judgeTensor(each, scan)
}

function judgeTensor(bytes: Buffer, scan: Scan): void {
  if (!isMessage(bytes)) missPart(scan)
  for (const entry of bytesOf(bytes, tensor.external)) judgeExternal(entry, scan)
}

/** `location` is a file beside the model; one elsewhere hands out what the loader may read (CVE-2024-27318). */
function judgeExternal(entry: Buffer, scan: Scan): void {
  const location = textOf(entry, 2)
  if (textOf(entry, 1) !== 'location' || !leadsOut(location)) return
  find(scan, {
    id: 'unsafe-path',
    severity: 'high',
    offset: 0,
    message: `A tensor lies in ${JSON.stringify(location.slice(0, 200))}, outside of the model’s folder.`,
  })
}
