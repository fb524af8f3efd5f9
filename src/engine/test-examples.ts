import type { AnyControl } from '../controls/any-control.ts'
import type { Examples } from '../controls/control.ts'
import { exampleDocuments, exampleOptions } from './examples.ts'
import { scan } from './scan.ts'

/** An example that did not give the verdict that it stands for. */
export interface ExampleFailure {
  readonly control: string
  readonly message: string
}

const kinds = ['fail', 'pass', 'unknown'] as const satisfies readonly (keyof Examples)[]

/** How many examples some controls have. */
export function countExamples(controls: readonly AnyControl[]): number {
  return controls.reduce(
    (sum, { examples }) => sum + kinds.reduce((own, kind) => own + examples[kind].length, 0),
    0,
  )
}

/** Scans every example of every control with that control alone and compares the verdict. */
export function testExamples(controls: readonly AnyControl[]): ExampleFailure[] {
  return controls.flatMap((control) =>
    kinds.flatMap((kind) =>
      control.examples[kind].flatMap((snippet, index) => {
        const got = verdictOf(control, snippet)
        const message = `example ${kind} ${index + 1} gives ${got}`
        return got === kind ? [] : [{ control: `${control.id} ${control.name}`, message }]
      }),
    ),
  )
}

/** `fail`, `unknown`, `pass`, or `no verdict` where the control was not asked. */
function verdictOf(control: AnyControl, snippet: string): string {
  const documents = exampleDocuments(control, snippet)
  const report = scan({ documents }, exampleOptions(control, documents))
  const failing = report.findings.filter(({ verdict }) => verdict === 'fail').length
  const unknown = report.findings.length - failing
  if (failing === 1 && unknown === 0) return 'fail'
  if (failing > 0) return `${failing} failing and ${unknown} unknown findings`
  if (unknown > 0) return 'unknown'
  const isAsked = report.controls.some(({ verdicts }) => verdicts.pass > 0)
  return isAsked ? 'pass' : 'no verdict'
}
