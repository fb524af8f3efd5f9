// Model files made by hand, byte by byte: well formed or not, as a test says.
import { crc32, deflateRawSync } from 'node:zlib'

export function bytes(...parts: readonly (string | Uint8Array | number)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return Buffer.of(part)
      return typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)
    }),
  )
}

/** SHORT_BINUNICODE. */
export function text(value: string): Buffer {
  const encoded = Buffer.from(value)
  return bytes(0x8c, encoded.length, encoded)
}

/** BINBYTES. */
export function blob(value: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(value.length)
  return bytes('B', length, value)
}

export const proto4 = '\x80\x04'

/** STACK_GLOBAL. */
export function name(module: string, attribute: string): Buffer {
  return bytes(text(module), text(attribute), '\x93')
}

/** A call with one text: `os.system('id')`. */
export function call(module: string, attribute: string, argument: string): Buffer {
  return bytes(name(module, attribute), text(argument), '\x85R')
}

/** A pickle of nothing but one call. */
export function callPickle(module = 'os', attribute = 'system', argument = 'id'): Buffer {
  return bytes(proto4, call(module, attribute, argument), '.')
}

/** A tensor as torch pickles it. */
export const tensorPickle: Buffer = bytes(
  '\x80\x02ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0',
  '0X\x03\0\0\0cpuK\x04tQK\0K\x02K\x02\x86K\x02K\x01\x86\x89ccollections\nOrderedDict\n)RtR.',
)

export interface ZipEntry {
  readonly name: string
  readonly content: Uint8Array
  readonly isDeflated?: boolean
  /** As the local header says, where it lies. */
  readonly local?: Partial<ZipFields>
  /** As the central directory says, where it lies. */
  readonly central?: Partial<ZipFields>
  /** The central directory keeps silent about it. */
  readonly isHidden?: boolean
}

export interface ZipFields {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
}

function fieldsOf({ name, content, isDeflated = false }: ZipEntry, packed: Uint8Array): ZipFields {
  const method = isDeflated ? 8 : 0
  return { name, flags: 0, method, crc: crc32(content), packedSize: packed.length, size: content.length }
}

function numbers(...fields: readonly (readonly [value: number, width: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, width]) => {
      const field = Buffer.alloc(width)
      field.writeUIntLE(value, 0, width)
      return field
    }),
  )
}

function middle({ flags, method, crc, packedSize, size, name }: ZipFields): Buffer {
  return numbers(
    [20, 2],
    [flags, 2],
    [method, 2],
    [0, 4],
    [crc, 4],
    [packedSize, 4],
    [size, 4],
    [Buffer.byteLength(name), 2],
  )
}

/** An archive whose headers say what the test wants. */
export function zip(...entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const packed = entry.isDeflated === true ? deflateRawSync(entry.content) : Buffer.from(entry.content)
    const fields = fieldsOf(entry, packed)
    const local = { ...fields, ...entry.local }
    const central = { ...fields, ...entry.central }
    const part = bytes('PK\x03\x04', middle(local), numbers([0, 2]), local.name, packed)
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4])
    if (entry.isHidden !== true)
      directory.push(bytes('PK\x01\x02', numbers([20, 2]), middle(central), rest, central.name))
    parts.push(part)
    at += part.length
  }
  const listed = Buffer.concat(directory)
  const end = numbers(
    [0, 2],
    [0, 2],
    [directory.length, 2],
    [directory.length, 2],
    [listed.length, 4],
    [at, 4],
    [0, 2],
  )
  return bytes(...parts, listed, 'PK\x05\x06', end)
}

/** An array as numpy.save writes it. */
export function numpyArray(type: string, content: Uint8Array): Buffer {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (1,), }`.padEnd(117) + '\n'
  return bytes('\x93NUMPY\x01\0', numbers([header.length, 2]), header, content)
}
