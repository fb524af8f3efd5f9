// `npm run conformance`: agreement with every labelled suite, and every disagreement with its reason.
import { type Agreement, measure, measurePodSecurity } from './agreement.ts'
import { hasSuites, loadSuites } from './suites.ts'

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

function print(agreement: Agreement): void {
  const agreed = agreement.agreedOnFail + agreement.agreedOnPass
  process.stdout.write(
    `\n${agreement.suite}: ${agreed}/${agreement.covered} agree (${percent(agreed, agreement.covered)}); ` +
      `fail ${agreement.agreedOnFail}/${agreement.expectedFail}, pass ${agreement.agreedOnPass}/${agreement.expectedPass}; ` +
      `covered ${agreement.covered} of ${agreement.inScope} in scope, ${agreement.outOfScope} out of scope\n`,
  )
  for (const { id, expect, got, differs } of agreement.disagreements) {
    process.stdout.write(
      `  ${differs === undefined ? 'ERROR  ' : 'differs'} ${id}: expected ${expect}, got ${got}\n`,
    )
    if (differs !== undefined) process.stdout.write(`          ${differs}\n`)
  }
  if (agreement.uncoveredChecks.length > 0) {
    process.stdout.write(`  uncovered: ${agreement.uncoveredChecks.join(' ')}\n`)
  }
}

if (hasSuites()) {
  const only = process.argv.slice(2)
  if (only.length === 0 || only.includes('pod-security-admission')) print(measurePodSecurity())
  for (const suite of loadSuites()) if (only.length === 0 || only.includes(suite.name)) print(measure(suite))
} else {
  process.stderr.write(
    'No labelled suites here: set BULKHEAD_SHARED to the folder that holds `conformance/`.\n',
  )
  process.exitCode = 3
}
