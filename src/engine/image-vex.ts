import { groupFixes } from '../images/fixes.ts'
import type { VexDocument } from '../images/advisories/statement.ts'
import type { LayerOrigin } from '../images/base.ts'
import type { ImageReport } from '../images/image-report.ts'
import { applyVex } from '../images/vex/apply.ts'
import { isOpen } from '../images/vex/is-open.ts'
import { vexProblems } from '../images/vex/problems.ts'
import { vexTarget } from '../images/vex/target.ts'

/** A report of an earlier day with what is said now. What was said then holds where nobody says anything else. */
export function withVex(report: ImageReport, documents: readonly VexDocument[]): ImageReport {
  if (documents.length === 0) return report
  const { image, layers, vulnerabilities, problems } = report
  const said = applyVex(vulnerabilities, documents, vexTarget(image))
  const originOf = (layer: number): LayerOrigin =>
    layers.find(({ index }) => index === layer)?.origin ?? 'unknown'
  return {
    ...report,
    vulnerabilities: said.matches,
    fixes: groupFixes(said.matches.filter(isOpen), originOf),
    problems: [...problems, ...vexProblems(said.documents)],
  }
}
