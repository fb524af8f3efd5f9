/** A shorter text of which something still holds, found by leaving out ever smaller parts. */
export function minimise(text: string, holds: (text: string) => boolean): string {
  let small = text
  for (let size = small.length >> 1; size >= 1; size = size >> 1) {
    for (let at = 0; at < small.length;) {
      const shorter = small.slice(0, at) + small.slice(at + size)
      if (holds(shorter)) small = shorter
      else at += size
    }
  }
  return small
}
