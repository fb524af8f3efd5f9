import type { Problem } from '../model/problem.ts'
import { clip } from './printable.ts'
import { xmlText } from './xml.ts'

/** Build servers cut or reject longer names. */
const maxName = 240

export interface Case {
  readonly name: string
  readonly className: string
  readonly file: string
  readonly outcome: Outcome
}

/** What a build server counts: failures and errors are red, skipped is visible, passed is green. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string; readonly detail: string }

export interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

/** Suites as JUnit XML; an empty one is left out. */
export function junitText(given: readonly Suite[]): string {
  const suites = given.filter(({ cases }) => cases.length > 0)
  const all = suites.flatMap(({ cases }) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bulkhead" ${totals(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n')
}

export function problemCase({ code, message, remedy, location }: Problem): Case {
  return {
    name: `${location.file}:${location.line} ${code}`,
    className: 'bulkhead.not-analysed',
    file: location.file,
    outcome: { kind: 'error', message, detail: remedy },
  }
}

function suiteLines({ name, cases }: Suite): string[] {
  return [
    `  <testsuite name="${xmlText(name)}" ${totals(cases)}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ]
}

function totals(cases: readonly Case[]): string {
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="0"`
}

function caseLines({ name, className, file, outcome }: Case): string[] {
  const place = file === '' ? '' : ` file="${xmlText(file)}"`
  const open = `    <testcase name="${xmlText(clip(name, maxName))}" classname="${xmlText(className)}"${place} time="0"`
  if (outcome.kind === 'passed') return [`${open}/>`]
  return [
    `${open}>`,
    `      <${outcome.kind} message="${xmlText(outcome.message)}">${content(outcome.detail)}</${outcome.kind}>`,
    '    </testcase>',
  ]
}

function content(text: string): string {
  return text.split('\n').map(xmlText).join('\n')
}
