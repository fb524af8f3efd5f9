import type { ImageFound, ImageRow } from '../findings/image-rows.ts'
import { plural } from '../kernel/text.ts'

/** `3 opened, 1 not opened`. */
export function imageCounts(rows: readonly ImageRow[]): string {
  const closed = rows.filter(({ unopened }) => unopened !== undefined).length
  const opened = `${rows.length - closed} opened`
  return closed === 0 ? opened : `${opened}, ${closed} not opened`
}

/** Those that something is wrong with, or that were not opened. */
export function faultyImages(rows: readonly ImageRow[] = []): readonly ImageRow[] {
  return rows.filter((row) => imageFaults(row).length > 0)
}

/** What is wrong with an image, the gravest first. */
export function imageFaults({ unopened, found }: ImageRow): readonly string[] {
  if (found === undefined) return [`not opened: ${unopened ?? ''}`]
  return [...graveFaults(found), ...otherFaults(found)]
}

function graveFaults({ maliciousModels, exploited, lettingIn, secrets }: ImageFound): readonly string[] {
  return [
    ...counted(maliciousModels, 'malicious model'),
    ...counted(exploited, 'exploited flaw'),
    ...counted(lettingIn, 'flaw').map(
      (flaws) => `${flaws} that ${lettingIn === 1 ? 'lets' : 'let'} callers in`,
    ),
    ...counted(secrets, 'secret'),
  ]
}

function otherFaults(found: ImageFound): readonly string[] {
  const { flaws, fixable, doubtfulModels, signature, isEnded, startsAsRoot, isPartial } = found
  return [
    ...counted(flaws, 'known flaw').map((all) => `${all}, ${fixable} with a fix`),
    ...counted(doubtfulModels, 'doubtful model'),
    ...(signature === 'fail' ? ['not signed as the policy asks'] : []),
    ...(signature === 'unknown' ? ['signature not verified'] : []),
    ...(isEnded ? ['a distribution without fixes'] : []),
    ...(startsAsRoot ? ['starts as root'] : []),
    ...(isPartial ? ['looked at in part'] : []),
  ]
}

function counted(count: number, thing: string): readonly string[] {
  return count === 0 ? [] : [plural(count, thing)]
}
