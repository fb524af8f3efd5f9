import type { Fix } from '../../images/fixes.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { isIncomplete } from '../../model/problem.ts'
import { type Case, junitText, problemCase } from '../junit-text.ts'
import { type ImageFinding, findingsBeside } from './findings.ts'
import { changeOf, countsOf } from './fix-text.ts'

/** The report as JUnit XML: a case for each thing to do; what was not read or matched is an error. */
export function renderImageJunit(report: ImageReport): string {
  return junitText([
    { name: 'Not analysed', cases: report.problems.filter(isIncomplete).map(problemCase) },
    { name: 'Vulnerabilities', cases: report.fixes.filter(({ isInert }) => !isInert).map(fixCase) },
    { name: 'Weaknesses', cases: findingsBeside(report).map(findingCase) },
  ])
}

function fixCase(fix: Fix): Case {
  const message = `${fix.severity ?? 'unrated'}: ${countsOf([fix])}`
  return {
    name: changeOf(fix),
    className: `bulkhead.image.${fix.kind}`,
    file: '',
    outcome: { kind: 'failure', message, detail: fix.vulnerabilities.join('\n') },
  }
}

/** What is only worth knowing fails no build. */
function findingCase({ rule, severity, isOpen, message, remedy, location }: ImageFinding): Case {
  return {
    name: message,
    className: `bulkhead.image.${rule}`,
    file: location.file,
    outcome: {
      kind: isOpen || severity === 'info' ? 'skipped' : 'failure',
      message: `${severity}: ${message}`,
      detail: `Do: ${remedy}`,
    },
  }
}
