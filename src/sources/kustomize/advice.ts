import { shortened } from '../program.ts'

const innermost = /^.*recursed accumulation of path '([^']*)': /s
const absentFile = /evalsymlink failure on '([^']*)'/

/** kustomize wraps an error once for every folder that it came through; the innermost one says what is wrong. */
export function innermostReason(stderr: string): string {
  const match = innermost.exec(stderr)
  const folder = match?.[1]
  const rest = match === null ? stderr : stderr.slice(match[0].length)
  const absent = absentFile.exec(rest)?.[1]
  const reason = absent === undefined ? shortened(rest.replace(/^error: /i, '')) : `${absent} does not exist.`
  return folder === undefined || absent !== undefined ? reason : `in ${folder}, ${reason}`
}
