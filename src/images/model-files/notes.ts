import { findingOf, type ModelFinding, type Said } from './findings.ts'
import { limits } from './limits.ts'
import type { ModelCall, ModelFileReport, ModelMember, ModelVerdict, Unread } from './report.ts'

type CountedCall = Omit<ModelCall, 'count'> & { count: number }

/** What the scanners of one file say, in order. */
export class Notes {
  readonly #findings = new Map<string, ModelFinding>()
  readonly #calls = new Map<string, CountedCall>()
  readonly #members: ModelMember[] = []
  readonly #unread: Unread[] = []
  #leftOut = 0
  #isCritical = false

  /** Whatever is found besides changes nothing: the worst is said, and as much as a report holds. */
  get isFull(): boolean {
    return this.#isCritical && this.#findings.size >= limits.reported
  }

  find(said: Said): void {
    if (said.severity === 'critical') this.#isCritical = true
    if (this.isFull) {
      this.#leftOut++
      return
    }
    const key = JSON.stringify([said.id, said.member, said.offset, said.message])
    if (this.#findings.has(key)) return
    if (this.#findings.size < limits.reported || said.severity === 'critical')
      this.#findings.set(key, findingOf(said))
    else this.#leftOut++
  }

  /** Allowed calls are counted, others told one by one. */
  call(call: Omit<ModelCall, 'count' | 'arguments'>, renderArguments: () => string): void {
    const key = `${call.isAllowed ? '' : call.offset}\n${call.callable}\n${call.member}`
    const before = this.#calls.get(key)
    if (before !== undefined) before.count++
    else if (this.#calls.size < limits.reported)
      this.#calls.set(key, { ...call, arguments: renderArguments(), count: 1 })
    else this.#leftOut++
  }

  member(member: ModelMember): void {
    if (this.#members.length < limits.reported) this.#members.push(member)
    else this.#leftOut++
  }

  miss(unread: Unread): void {
    if (this.#unread.length < limits.reported) this.#unread.push(unread)
    else this.#leftOut++
  }

  report(file: { readonly name: string; readonly size: number; readonly format: string }): ModelFileReport {
    const findings = [...this.#findings.values()]
    return {
      ...file,
      verdict: verdictOf(findings, this.#unread),
      members: this.#members,
      calls: [...this.#calls.values()],
      findings,
      unread: this.#unread,
      leftOut: this.#leftOut,
    }
  }
}

/** The worst finding tells; where there is none, something unread does. Findings of severity info are remarks. */
function verdictOf(findings: readonly ModelFinding[], unread: readonly Unread[]): ModelVerdict {
  const has = (...severities: readonly string[]): boolean =>
    findings.some(({ severity }) => severities.includes(severity))
  if (has('critical', 'high')) return 'malicious'
  if (has('medium', 'low')) return 'suspicious'
  return unread.length > 0 ? 'unknown' : 'clean'
}
