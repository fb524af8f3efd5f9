// Techniques and containers, with what CPython's own unpickler looks up and calls (on inert stubs).
import type { Observer } from '../../../src/images/model-files/pickle/machine.ts'
import { readPickle } from '../../../src/images/model-files/pickle/run.ts'
import type { Value } from '../../../src/images/model-files/pickle/value.ts'
import { finish, inputOf } from '../../../src/images/model-files/reading.ts'
import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import type { Answers } from '../answers.ts'
import { readPickleFile, readPickleIndex } from './files.ts'

interface Oracle {
  readonly start: number
  readonly globals: readonly (readonly string[])[]
  readonly calls: readonly string[]
  readonly error: string | null
}

interface MatrixCase {
  readonly file: string
  readonly expect: string
  readonly oracle: readonly Oracle[] | null
}

type Holds = (report: ModelFileReport) => boolean

const isClean: Holds = ({ verdict, findings }) => verdict === 'clean' && findings.length === 0

/** What the index means by its words. */
const expectations: Readonly<Record<string, Holds>> = {
  malicious: ({ verdict }) => verdict === 'malicious',
  suspicious: ({ verdict }) => verdict === 'suspicious' || verdict === 'malicious',
  clean: isClean,
  'clean-with-limit': isClean,
  'not-pickle': (report) => isClean(report) && report.format !== 'pickle',
  error: ({ unread }) => unread.some(({ code }) => code === 'malformed'),
}

/** Where we differ on purpose. */
const differences: Readonly<Record<string, string>> = {}

function cases(): readonly MatrixCase[] {
  return readPickleIndex<{ readonly cases: readonly MatrixCase[] }>('index-matrix.json').cases
}

export function measureMatrix(): Answers {
  const all = cases()
  const disagreements = all.flatMap(({ file, expect }) => {
    const report = scanModelFile(file, readPickleFile(file))
    if (expectations[expect]?.(report) === true) return []
    return [{ id: file, expected: expect, got: describe(report), differs: differences[file] }]
  })
  return { suite: 'pickles-matrix', answers: all.length, disagreements }
}

export function describe({ verdict, format, findings, unread }: ModelFileReport): string {
  const said = [...findings, ...unread].map(({ message }) => message)
  return `${verdict} (${format}): ${said.join(' ')}`
}

/** As the oracle's stubs name things: as written, `()` behind what a call returned. */
function stubName(value: Value): string {
  if (value.kind === 'global') return `${value.written.module}.${value.written.name}`
  return value.kind === 'made' ? `${stubName(value.callee)}()` : value.kind
}

interface Told {
  readonly globals: string[][]
  readonly calls: string[]
  isBroken: boolean
}

function recorder(told: Told): Observer {
  return {
    refer: ({ written, module, name }) =>
      void told.globals.push([written.module, written.name, module, name]),
    call({ manner, callee }) {
      if (manner === 'fill') return
      const made = callee.kind === 'made' ? callee.callee : callee
      told.calls.push(manner === 'state' ? `${stubName(made)}.__setstate__` : stubName(callee))
    },
    persist: () => void told.calls.push('persid'),
    puzzle: () => undefined,
    fault: () => void (told.isBroken = true),
  }
}

function run(bytes: Buffer): Told {
  const told: Told = { globals: [], calls: [], isBroken: false }
  const { broken } = finish(readPickle(inputOf(bytes), { observer: recorder(told) }))
  if (broken !== undefined) told.isBroken = true
  return told
}

const twice = 'the oracle’s stub for a result tells its call twice'

/** Where the oracle tells something else than CPython does. */
const oracleDifferences: Readonly<Record<string, string>> = {
  'matrix/t10-build-numpy-builtins.pkl': twice,
  'matrix/t23-import-module-join.pkl': twice,
  'matrix/t30-transformers-auto.pkl': twice,
}

/** What is looked up and called, in order, for every pickle that CPython was asked about and that is no archive. */
export function measureOracle(): Answers {
  const streams = cases()
    .filter(({ file }) => scanModelFile(file, readPickleFile(file)).format === 'pickle')
    .flatMap(({ file, oracle }) => (oracle ?? []).map((stream) => ({ file, stream })))
  const disagreements = streams.flatMap(({ file, stream }) => {
    const { globals, calls, isBroken } = run(readPickleFile(file).subarray(stream.start))
    const expected = JSON.stringify([stream.globals, stream.calls, stream.error !== null])
    const got = JSON.stringify([globals, calls, isBroken])
    return expected === got
      ? []
      : [{ id: `${file} at ${stream.start}`, expected, got, differs: oracleDifferences[file] }]
  })
  return { suite: 'pickles-oracle', answers: streams.length, disagreements }
}
