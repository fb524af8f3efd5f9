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

/** What a budget that was given is used of. */
export function usedOf(given: Budget, left: Budget): Budget {
  return {
    bytes: given.bytes - left.bytes,
    passed: given.passed - left.passed,
    operations: given.operations - left.operations,
  }
}

export function spend(shared: Budget, used: Budget): void {
  shared.bytes = Math.max(0, shared.bytes - used.bytes)
  shared.passed = Math.max(0, shared.passed - used.passed)
  shared.operations = Math.max(0, shared.operations - used.operations)
}
