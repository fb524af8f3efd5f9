import type { Assumption } from '../breach/steps/barrier.ts'
import { locate, type Location, type Origin } from '../model/origin.ts'

/** Where something shows, as a field to spread; none where nobody wrote it. */
export function locationField(origin: Origin | undefined): { readonly location?: Location } {
  return origin === undefined ? {} : { location: locate(origin) }
}

/** What nobody knows, as a field to spread; none where it is sure. */
export function questionField(assumes: Assumption | undefined): { readonly assumes?: string } {
  return assumes === undefined ? {} : { assumes: assumes.question }
}
