import type { Occurrence } from '../../findings/occurrence.ts'
import { compareText } from '../../kernel/text.ts'
import { attackSource, attackTechniques } from '../../knowledge/attack.ts'
import {
  matrixSource,
  type MatrixTechnique,
  matrixTechniques,
  tacticsBeyond,
} from '../../knowledge/threat-matrix.ts'
import { table, techniqueHeads, techniqueRows } from './technique-rows.ts'

/** The matrix for containers, whole; then what techniques here refer to outside it. */
export function attackSection(occurrences: readonly Occurrence[]): readonly string[] {
  const modelled = [...new Set(occurrences.flatMap(({ technique }) => technique.attack))]
  const isOfContainers = (id: string): boolean => attackTechniques[id]?.isOfContainers === true
  const matrix = Object.keys(attackTechniques).filter(isOfContainers).sort(compareText)
  const others = modelled.filter((id) => !isOfContainers(id)).sort(compareText)
  const rows = (ids: readonly string[]): readonly (readonly string[])[] =>
    ids.flatMap((id) =>
      techniqueRows(
        [`${id} ${attackTechniques[id]?.name ?? ''}`.trimEnd()],
        occurrences.filter(({ technique }) => technique.attack.includes(id)),
      ),
    )
  return [
    '## MITRE ATT&CK for Containers',
    '',
    `${attackSource}: ${matrix.filter((id) => modelled.includes(id)).length} of ${matrix.length} techniques of the matrix for containers are modelled. A parent technique counts only where a technique of ours names it itself.`,
    '',
    ...table(['ATT&CK', ...techniqueHeads], rows(matrix)),
    '### Outside the matrix for containers',
    '',
    ...table(['ATT&CK', ...techniqueHeads], rows(others)),
  ]
}

export function matrixSection(occurrences: readonly Occurrence[]): readonly string[] {
  const modelling = ({ id }: MatrixTechnique): readonly Occurrence[] =>
    occurrences.filter(({ technique }) => technique.matrix.includes(id))
  return [
    '## Microsoft threat matrix for Kubernetes',
    '',
    `${matrixSource}: ${matrixTechniques.filter((each) => modelling(each).length > 0).length} of ${matrixTechniques.length} techniques are modelled.`,
    '',
    ...table(
      ['tactic', 'technique', ...techniqueHeads],
      matrixTechniques.flatMap((each) => {
        const beyond = tacticsBeyond[each.tactic]
        const otherwise = beyond === undefined ? 'not modelled' : `not modelled (${beyond})`
        return techniqueRows([each.tactic, `${each.id} ${each.name}`], modelling(each), otherwise)
      }),
    ),
  ]
}
