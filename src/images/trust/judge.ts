import { type BundleResult, type Trust, verifyBundle } from './bundle.ts'
import { verifyCosign } from './cosign.ts'
import type { FoundSignature, SignedImage } from './layout.ts'
import { verifyNotation } from './notation/verify.ts'
import type { TrustPolicy } from './policy.ts'
import { bestOf } from './result.ts'
import { loadSigstore } from './sigstore.ts'
import type { Subject } from './subject.ts'

/** One thing that was said to prove an image, and what it proves. */
export type JudgedSignature = BundleResult & { readonly kind: FoundSignature['kind']; readonly place: string }

/** What is said about one image or artifact under a policy. */
export interface TrustReport {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  /** As it was asked for. */
  readonly reference: string
  readonly digests: readonly string[]
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly demands: readonly JudgedDemand[]
  readonly signatures: readonly JudgedSignature[]
}

export interface JudgedDemand {
  /** `signature`, or a predicate type. */
  readonly demand: string
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly why: string
}

export interface Question {
  readonly reference: string
  readonly image: SignedImage
  readonly policy: TrustPolicy
  /** Judges what expires. */
  readonly now: Date
  /** Of the artifact, where that is what was signed. */
  readonly bytes?: Buffer
}

/** Judges everything found beside an image: one signature that counts is enough for each demand. */
export async function judgeTrust(question: Question): Promise<TrustReport> {
  const { reference, image, policy } = question
  const trust = { policy, sigstore: await loadSigstore() }
  const signatures = image.signatures.map((found) => judgeOne(found, question, trust))
  const demands = policy.demands.map((demand) => judgeDemand(demand, signatures))
  const verdicts = demands.map(({ verdict }) => verdict)
  const verdict = (['fail', 'unknown'] as const).find((each) => verdicts.includes(each)) ?? 'pass'
  return { schema: 1, reference, digests: image.digests, verdict, demands, signatures }
}

/** A signature of an index proves the images that it names. */
function judgeOne(found: FoundSignature, { image, bytes, now }: Question, trust: Trust): JudgedSignature {
  const verify = (subject: Subject): BundleResult => {
    if (found.kind === 'bundle') return verifyBundle(found.text, subject, trust)
    if (found.kind === 'cosign') return verifyCosign(found.layer, subject, trust)
    return verifyNotation(found.blob, { subject, now }, trust.policy)
  }
  const subjects = image.digests.map((digest) => (bytes === undefined ? { digest } : { digest, bytes }))
  return { kind: found.kind, place: found.place, ...bestOf(subjects.map(verify)) }
}

/** What newer versions of cosign state where they sign and attest nothing. */
const statedSignature = 'https://sigstore.dev/cosign/sign/v1'

function judgeDemand(demand: string, signatures: readonly JudgedSignature[]): JudgedDemand {
  const fitting = signatures.filter((each) => each.verdict !== 'pass' || meets(demand, each))
  if (fitting.length === 0) return { demand, verdict: 'fail', why: missing(demand) }
  const { verdict, why } = bestOf(fitting)
  return { demand, verdict, why }
}

/** An attestation says something about an image; that the image may run it does not say. */
function meets(demand: string, { statement }: JudgedSignature): boolean {
  const stated = statement?.predicateType
  return demand === 'signature' ? stated === undefined || stated === statedSignature : stated === demand
}

function missing(demand: string): string {
  return demand === 'signature' ? 'There is no signature.' : `There is no attestation of ${demand}.`
}
