import type { AzureRight, AzureRights } from '../../link/azure.ts'
import { originOf } from '../../model/known.ts'
import type { Match } from '../../model/selector.ts'
import { doubtful, fail, ifThere, pass, type Verdict, worst } from '../verdict.ts'

/** What is asked of a right, and what is said of it. */
interface Question {
  readonly isBad: (right: AzureRight) => Match
  /** `may push images`: of whom the right is. */
  readonly message: string
}

/** Fails by a right that is bad; where nobody says what a role lets do, or whose right it is, the question stays open. */
export function judgeRights({ rights, perhaps }: AzureRights, question: Question): Verdict {
  return worst([
    ...rights.map((right) => judgeRight(right, question)),
    ...perhaps.filter((right) => question.isBad(right) === 'yes').map((right) => judgeOpen(right, question)),
  ])
}

function judgeRight(right: AzureRight, { isBad, message }: Question): Verdict {
  const { role, origin, name, confidence } = right.assignment
  const claim = `${message} by ${name}.`
  const place = originOf(role) ?? origin
  const answer = isBad(right)
  if (answer === 'no') return pass()
  if (answer === 'unknown') return doubtful(claim, reasonOf(right), place)
  return confidence === 'confirmed' ? fail(claim, place) : ifThere(fail(claim, place), 'the assignment')
}

function reasonOf({ assignment: { role }, role: known }: AzureRight): string {
  if (known !== undefined) return 'nobody says whether the registry is in its scope'
  return role.state === 'hidden' ? role.reason : 'what this role lets do is not known here'
}

function judgeOpen({ assignment: { principal, origin, name } }: AzureRight, { message }: Question): Verdict {
  return doubtful(
    `${message} by ${name}.`,
    'nobody says whose the principal of the assignment is',
    origin,
    originOf(principal),
  )
}
