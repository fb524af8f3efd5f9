/** One labelled case of another project's test suite, in the terms that all suites share. */
export interface Case {
  readonly id: string
  /** `checkov:CKV_K8S_16`: the check that the label is about. */
  readonly reference: string
  /** Files to scan together, absolute. */
  readonly files: readonly string[]
  readonly expect: 'pass' | 'fail'
  /** The object that the label is about, `Kind.namespace.name`; any object where absent. */
  readonly resource?: string
  /** The first and the last line of what the label is about, where several things have one name. */
  readonly lines?: readonly [first: number, last: number]
  /** Exact number of findings by kind, where the suite tells. */
  readonly kinds?: Readonly<Record<string, number>>
  readonly kubernetesVersion?: string
  /** Checks out of our scope, with the reason; counted apart, never as agreement. */
  readonly outOfScope?: string
}

export interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
  /** Agreement below which the suite fails. */
  readonly atLeast: number
}
