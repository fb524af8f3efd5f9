import { limits } from './limits.ts'

/** What may still be done: members of an archive may lie over each other, and an image may hold many files. */
export interface Budget {
  /** Bytes that are unpacked and scanned. */
  bytes: number
  /** Of what is passed on and not held. */
  passed: number
  /** Opcodes of pickles. */
  operations: number
}

/** What all models of one image share, above what each may take. */
export function budgetOfImage(): Budget {
  return {
    bytes: limits.imageBytes,
    passed: limits.imagePassedBytes,
    operations: limits.imageOperations,
  }
}

/** What one file may take of that. */
export function budgetOfFile(shared: Budget): Budget {
  return {
    bytes: Math.min(limits.membersBytes, shared.bytes),
    passed: Math.min(limits.passedBytes, shared.passed),
    operations: Math.min(limits.fileOperations, shared.operations),
  }
}

/** What was used of a budget, or what is left of it. */
export function difference(whole: Budget, part: Budget): Budget {
  return {
    bytes: whole.bytes - part.bytes,
    passed: whole.passed - part.passed,
    operations: whole.operations - part.operations,
  }
}

/** Whether the next file gets as much as one may take at most. */
export function isAmple(shared: Budget): boolean {
  return (
    shared.bytes >= limits.membersBytes &&
    shared.passed >= limits.passedBytes &&
    shared.operations >= limits.fileOperations
  )
}

export function spend(shared: Budget, used: Budget): void {
  shared.bytes = Math.max(0, shared.bytes - used.bytes)
  shared.passed = Math.max(0, shared.passed - used.passed)
  shared.operations = Math.max(0, shared.operations - used.operations)
}
