import type { JudgedSignature, TrustReport } from '../../images/trust/judge.ts'
import { plural } from '../../kernel/text.ts'
import { clip, printable } from '../printable.ts'

const marks = { pass: '✓', fail: '✗', unknown: '?' } as const
const longest = 300

/** The report for people at a terminal: what was asked → what the policy demands → what was found → one line. */
export function renderTrust({ reference, digests, demands, signatures, verdict }: TrustReport): string {
  const lines = [
    printable(reference),
    ...digests.map((digest) => `  ${printable(clip(digest, longest))}`),
    '',
    'Demanded',
    ...demands.map((each) => `  ${marks[each.verdict]} ${text(each.demand)}: ${text(each.why)}`),
    '',
    `Found: ${plural(signatures.length, 'signature')}`,
    ...signatures.flatMap(signatureLines),
    '',
    sentences[verdict],
  ]
  return `${lines.join('\n')}\n`
}

const sentences = {
  pass: 'Whom the policy trusts has signed it.',
  fail: 'It is not signed as the policy demands.',
  unknown: 'Whether it is signed as the policy demands is not known.',
} as const

function signatureLines({ verdict, kind, place, why, when, log, statement }: JudgedSignature): string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['when', when],
    ['log', log],
    ['states', statement?.predicateType],
    ['built by', statement?.builder],
    ['built from', statement?.sources.slice(0, 5).join(', ')],
  ]
  return [
    `  ${marks[verdict]} ${kind} ${text(place)}: ${text(why)}`,
    ...rows.flatMap(([label, value]) =>
      value === undefined || value === '' ? [] : [`      ${label.padEnd(11)}${text(value)}`],
    ),
  ]
}

function text(value: string): string {
  return printable(clip(value, longest))
}
