import type { ModelFiles } from '../../images/model-files/read-files.ts'
import type { ModelFileReport, ModelVerdict } from '../../images/model-files/report.ts'
import { isWorthTelling } from '../../images/model-files/worth.ts'
import type { Problem } from '../../model/problem.ts'

/** What `bulkhead model-file` says, as data: the JSON output, and what the terminal output is made of. */
export interface ModelFilesData {
  readonly schema: 1
  /** Files that may be models, and all that are not clean. */
  readonly files: readonly ModelFileReport[]
  readonly problems: readonly Problem[]
  readonly counts: Readonly<Record<ModelVerdict | 'scanned', number>>
}

export function modelFilesData({ files, problems }: ModelFiles): ModelFilesData {
  const count = (verdict: ModelVerdict): number => files.filter((file) => file.verdict === verdict).length
  return {
    schema: 1,
    files: files.filter(isWorthTelling),
    problems,
    counts: {
      scanned: files.length,
      malicious: count('malicious'),
      suspicious: count('suspicious'),
      unknown: count('unknown'),
      clean: count('clean'),
    },
  }
}
