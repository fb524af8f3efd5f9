import { z } from 'zod'

import { unpack } from '../../model-files/packed/unpack.ts'
import { readJson } from '../json-file.ts'
import { type FileFacts, noFacts, type Package } from '../package.ts'

/** Where `cargo auditable` leaves which crates a program was built of (rust-secure-code/cargo-auditable, PARSING.md). */
export const auditSection: string = '.dep-v0'

const mostBytes = 2 ** 24

interface Crate {
  readonly name: string
  readonly version: string
  readonly source: string
  readonly kind?: string | undefined
  readonly root?: boolean | undefined
}

const auditData: z.ZodType<{ readonly packages: readonly Crate[] }> = z.object({
  packages: z.array(
    z.object({
      name: z.string().min(1),
      version: z.string().min(1),
      source: z.string(),
      kind: z.string().optional(),
      root: z.boolean().optional(),
    }),
  ),
})

/** The crates that run in a program, from its audit data. */
export function readAuditData(packed: Buffer, file: string): FileFacts {
  const { bytes, fault } = unpack('zlib', packed, mostBytes)
  if (fault !== undefined) return unreadAudit
  return readJson(bytes, auditData, ({ packages }) => ({
    packages: packages.filter(isBuiltIn).map((each) => crateOf(each, file)),
  }))
}

/** What the data says of itself was not read. */
export const unreadAudit: FileFacts = {
  ...noFacts,
  faults: [{ message: 'The list of crates that the program was built of cannot be read.', line: 1 }],
}

/** Not what ran while it was built, nor its own parts, which nobody publishes: others may have crates of these names. */
function isBuiltIn({ kind, source, root }: Crate): boolean {
  return kind !== 'build' && (source !== 'local' || root === true)
}

function crateOf({ name, version }: Crate, file: string): Package {
  return { kind: 'cargo', name, version, file }
}
