import type { ProblemCode } from '../../model/problem.ts'

/** Why an image, or the whole of a layer, cannot be read. Becomes a problem of the report. */
export class OpenError extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the system or a decompressor says, as a problem. @throws whatever is no such error: a fault of ours */
export function asOpenError(error: unknown): OpenError {
  if (error instanceof OpenError) return error
  if (!(error instanceof Error) || !('code' in error)) throw error
  const code = String(error.code)
  if (code.startsWith('E'))
    return new OpenError('unreadable', `The file system says ${code}.`, { cause: error })
  return new OpenError('broken-archive', `It cannot be unpacked: ${error.message}.`, { cause: error })
}

/** What Node says of an error, without its stack. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
