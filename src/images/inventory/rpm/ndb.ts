// rpm's own database (rpm, lib/backend/ndb/rpmpkg.c): pages of slots, each of which names where a header lies.

const fileMagic = 'RpmP'
const slotMagic = 'Slot'
const blobMagic = 'BlbS'
const slotBytes = 16
const pageBytes = 4096
const blockBytes = 16
const maxSlotPages = 65_536

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= pageBytes && bytes.toString('latin1', 0, 4) === fileMagic
}

/** Every header. @throws Error that says what is broken */
export function* blobsInNdb(bytes: Buffer): Generator<Buffer> {
  const pages = bytes.readUInt32LE(12)
  const end = pages * pageBytes
  if (pages > maxSlotPages || end > bytes.length) throw new Error('its slots are not all there')
  // The file's own header takes the place of the first two slots.
  for (let at = 2 * slotBytes; at < end; at += slotBytes) {
    if (bytes.toString('latin1', at, at + 4) !== slotMagic) throw new Error('a slot is none')
    const [number, offset] = [bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8)]
    if (number !== 0) yield blobAt(bytes, offset * blockBytes, number)
  }
}

function blobAt(bytes: Buffer, start: number, number: number): Buffer {
  const isThere = start + 16 <= bytes.length && bytes.toString('latin1', start, start + 4) === blobMagic
  if (!isThere || bytes.readUInt32LE(start + 4) !== number)
    throw new Error(`package ${number} is not where it should be`)
  const end = start + 16 + bytes.readUInt32LE(start + 12)
  if (end > bytes.length) throw new Error(`package ${number} is cut short`)
  return bytes.subarray(start + 16, end)
}
