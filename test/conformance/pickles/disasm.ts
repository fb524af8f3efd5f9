// The opcodes of every pickle as CPython's pickletools lists them, against ours.
import {
  readOperations,
  type Literal,
  type Operation,
} from '../../../src/images/model-files/pickle/decode.ts'
import { finish, inputOf } from '../../../src/images/model-files/reading.ts'
import type { Answers } from '../answers.ts'
import { readPickleLines, readPickleMember } from './files.ts'

type GoldenValue =
  | null
  | string
  | number
  | { readonly bigint: string }
  | { readonly b64: string; readonly len: number }

interface Golden {
  readonly file: string
  readonly member: string | null
  readonly streams: readonly {
    readonly start: number
    readonly end: number | null
    readonly ops: readonly (readonly [at: number, name: string, value: GoldenValue])[]
    readonly error: string | null
  }[]
}

function valueOf(value: Literal, name: string): GoldenValue {
  if (value === undefined) return null
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (Buffer.isBuffer(value)) return { b64: value.toString('base64'), len: value.length }
  if (name === 'GLOBAL' || name === 'INST') return String(value).replace('\n', ' ')
  return typeof value === 'boolean' ? Number(value) : value
}

function list(bytes: Buffer, start: number): { ops: unknown[]; isBroken: boolean; end: number } {
  const operations: Operation[] = []
  const input = inputOf(bytes.subarray(start))
  const broken = finish(readOperations(input, (operation) => operations.push(operation)))
  const ops = operations.map(({ at, opcode, value }) => [
    at + start,
    opcode.name,
    valueOf(value, opcode.name),
  ])
  return { ops, isBroken: broken !== undefined, end: start + input.at }
}

/** Files with an opcode more or less than pickletools lists. */
const differences: Readonly<Record<string, string>> = {
  'picklescan/data/not_a_pickle.bin':
    'pickletools reads names as ASCII, CPython’s unpickler as UTF-8; we go on',
}

export function measureDisassembly(): Answers {
  const streams = readPickleLines<Golden>('disasm.ndjson').flatMap(({ file, member, streams }) =>
    streams.map((stream) => ({ file, member, stream })),
  )
  const disagreements = streams.flatMap(({ file, member, stream }) => {
    const ours = list(readPickleMember(file, member), stream.start)
    const expected = JSON.stringify({ ops: stream.ops, isBroken: stream.error !== null, end: stream.end })
    const got = JSON.stringify({ ...ours, end: ours.isBroken ? null : ours.end })
    if (expected === got) return []
    const id = `${file} ${member ?? ''} ${stream.start}`
    return [{ id, expected: expected.slice(0, 500), got: got.slice(0, 500), differs: differences[file] }]
  })
  return { suite: 'pickles-disasm', answers: streams.length, disagreements }
}
