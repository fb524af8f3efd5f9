// How fast pickles are judged, against a walk over their opcodes alone; and archives of weights that go by, against
// copying them. Prints one line of JSON.
import { join } from 'node:path'

const [code = '', kind = ''] = process.argv.slice(2)

interface Compiled {
  readonly openModelFile: (
    name: string,
    size: number,
  ) => { readonly wants: boolean; write(bytes: Uint8Array): void; end(): { readonly verdict: string } }
  readonly readOperations: (input: object, take: () => void) => Iterator<undefined>
  readonly inputOf: (bytes: Uint8Array) => object
  readonly finish: (reading: Iterator<undefined>) => unknown
}

async function load(): Promise<Compiled> {
  const folder = join(code, 'images', 'model-files')
  const open = (await import(join(folder, 'open.js'))) as Pick<Compiled, 'openModelFile'>
  const decode = (await import(join(folder, 'pickle', 'decode.js'))) as Pick<Compiled, 'readOperations'>
  const reading = (await import(join(folder, 'reading.js'))) as Pick<Compiled, 'inputOf' | 'finish'>
  return { ...open, ...decode, ...reading }
}

function shortText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x8c, Buffer.byteLength(text)), Buffer.from(text), Buffer.of(0x94)])
}

/** A list of dictionaries, as a program writes them. */
function makePickle(count: number): Buffer {
  const parts: Buffer[] = [Buffer.from('\x80\x04]\x94', 'latin1')]
  for (let index = 0; index < count; index++) {
    const [name, value] = [shortText('name'), shortText(`item ${index}`)]
    const number = Buffer.from(
      `\x8c\x02id\x94M${String.fromCharCode(index & 0xff, (index >> 8) & 0xff)}`,
      'latin1',
    )
    parts.push(Buffer.from('}\x94(', 'latin1'), number, name, value, Buffer.from('ua', 'latin1'))
  }
  return Buffer.concat([...parts, Buffer.from('.')])
}

/** Headers of a member whose size is told behind it, then weights. */
function makeArchive(bytes: number): Buffer {
  const header = Buffer.from(`PK\x03\x04\x14\0\x08\x08${'\0'.repeat(18)}\x08\0\0\0m/data/0`, 'latin1')
  const weights = Buffer.alloc(bytes)
  for (let at = 0, state = 1; at + 4 <= bytes; at += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    weights.writeUInt32LE((state ^ (state >>> 13)) >>> 0, at)
  }
  return Buffer.concat([header, weights])
}

const piece = 2 ** 16

function stream(file: Buffer, take: (bytes: Uint8Array) => void): number {
  const start = performance.now()
  for (let at = 0; at < file.length; at += piece) take(file.subarray(at, at + piece))
  return performance.now() - start
}

async function measurePickle(): Promise<Record<string, number>> {
  const { openModelFile, readOperations, inputOf, finish } = await load()
  const file = makePickle(600_000)
  const start = performance.now()
  let operations = 0
  finish(readOperations(inputOf(file), () => void operations++))
  const floor = performance.now() - start
  const reader = openModelFile('m', file.length)
  const ms = stream(file, (bytes) => reader.write(bytes))
  const end = performance.now()
  if (reader.end().verdict !== 'clean') throw new Error('The pickle is not clean.')
  return { floor, ms: ms + performance.now() - end, megabytes: file.length / 2 ** 20, operations }
}

async function measureArchive(): Promise<Record<string, number>> {
  const { openModelFile } = await load()
  const file = makeArchive(400 * 2 ** 20)
  const copy = Buffer.alloc(piece)
  const floor = stream(file, (bytes) => copy.set(bytes))
  const before = process.memoryUsage().arrayBuffers
  const reader = openModelFile('m', file.length)
  const ms = stream(file, (bytes) => reader.write(bytes))
  const held = (process.memoryUsage().arrayBuffers - before) / 2 ** 20
  return { floor, ms, megabytes: file.length / 2 ** 20, held }
}

const figures = kind === 'pickle' ? await measurePickle() : await measureArchive()
process.stdout.write(`${JSON.stringify(figures)}\n`)
