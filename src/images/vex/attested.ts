import { type Problem, problemOf } from '../../model/problem.ts'
import type { JudgedSignature, TrustReport } from '../trust/judge.ts'
import { readOpenVex } from './openvex.ts'
import type { VexDocument, VexProduct } from '../advisories/statement.ts'

/** Statements in the attestations of an image that somebody signed whom a policy trusts. */
export function attestedVex({ signatures, digests }: TrustReport): VexDocument[] {
  const subject: VexProduct = { purls: [], digests, names: [], subcomponents: [] }
  return signatures.filter(isVex).map((signature) => {
    const origin = `attestation ${signature.place}`
    const signer = signerOf(signature)
    const place = { origin, subject, ...(signer === undefined ? {} : { signer }) }
    const read = readOpenVex(signature.statement?.predicate, place)
    return read ?? { origin, statements: [], faults: ['the whole is malformed'] }
  })
}

/** What does not count is never read: it may have said something. */
export function untrustedVex({ signatures, reference }: TrustReport): Problem[] {
  const untrusted = signatures.filter(({ verdict }) => verdict !== 'pass')
  const [first] = untrusted
  if (first === undefined) return []
  const count = `${untrusted.length} of ${signatures.length} signatures beside the image`
  const message = `What ${count} are about was not taken into account: ${first.why}`
  return [problemOf('vex-untrusted', message, reference)]
}

function isVex({ verdict, statement }: JudgedSignature): boolean {
  return (
    verdict === 'pass' && /^(?:https:\/\/openvex\.dev\/ns|text\/vex$)/.test(statement?.predicateType ?? '')
  )
}

function signerOf({ signer, issuer }: JudgedSignature): string | undefined {
  return issuer === undefined ? signer : `${signer ?? 'nobody'} (${issuer})`
}
