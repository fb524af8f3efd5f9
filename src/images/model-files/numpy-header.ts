// Arrays as NumPy saves them (numpy/lib/format.py): a header in the syntax of Python, then the elements.

/** Where the header of an array stands; nothing where the start is too short to tell. */
export function headerPlace(head: Buffer): { readonly start: number; readonly length: number } | undefined {
  if (head.length < 12) return undefined
  return head[6] === 1
    ? { start: 10, length: head.readUInt16LE(8) }
    : { start: 12, length: head.readUInt32LE(8) }
}

/** A type of objects, alone or among others: `|O`, `i4,O`, `(2,)O`. */
const objectType = /(?:^|[^A-Za-z_])(?:O|object_?)\d*\s*(?:$|,)/

export function isObjectType(type: string): boolean {
  return objectType.test(type)
}

/** Whether elements are objects, which are pickled. Whoever hides that in escapes or in texts put together means it. */
export function holdsObjects(header: string): boolean {
  if (header.includes('\\')) return true
  let end = -1
  for (const { index, 0: text } of header.matchAll(/'[^']*'|"[^"]*"/g)) {
    const isJoined = end >= 0 && header.slice(end, index).trim() === ''
    if (isJoined || isObjectType(text.slice(1, -1))) return true
    end = index + text.length
  }
  return false
}

export function isObjectArray(start: Buffer): boolean {
  const place = headerPlace(start)
  if (place === undefined || place.start + place.length > start.length) return true
  return holdsObjects(start.toString('latin1', place.start, place.start + place.length))
}
