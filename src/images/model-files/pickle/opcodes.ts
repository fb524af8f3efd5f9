/** How the argument of an opcode is written (CPython's `pickletools`, its `ArgumentDescriptor`s). */
export type Argument =
  | 'none'
  | 'uint1'
  | 'uint2'
  | 'uint4'
  | 'uint8'
  | 'int4'
  | 'float8'
  | 'decimal-line'
  | 'float-line'
  | 'string-line'
  | 'unicode-line'
  | 'line'
  | 'two-lines'
  | 'long'
  | 'string'
  | 'unicode'
  | 'bytes'

export interface Opcode {
  readonly name: string
  readonly code: number
  readonly argument: Argument
  /** Bytes of an argument that always has as many; nothing for others. */
  readonly fixed: number | undefined
  /** Bytes of the length in front of a counted argument. */
  readonly width: number
}

const fixedWidths: Partial<Record<Argument, number>> = {
  none: 0,
  uint1: 1,
  uint2: 2,
  uint4: 4,
  int4: 4,
  uint8: 8,
  float8: 8,
}

/** All 68 opcodes of the protocols 0 to 5: the byte, the name, the argument, the width of its length. */
const table = `
  ( MARK none|. STOP none|0 POP none|1 POP_MARK none|2 DUP none|F FLOAT float-line|I INT decimal-line
  J BININT int4|K BININT1 uint1|L LONG decimal-line|M BININT2 uint2|N NONE none|P PERSID line|Q BINPERSID none
  R REDUCE none|S STRING string-line|T BINSTRING string 4|U SHORT_BINSTRING string 1|V UNICODE unicode-line
  X BINUNICODE unicode 4|a APPEND none|b BUILD none|c GLOBAL two-lines|d DICT none|} EMPTY_DICT none
  e APPENDS none|g GET decimal-line|h BINGET uint1|i INST two-lines|j LONG_BINGET uint4|l LIST none
  ] EMPTY_LIST none|o OBJ none|p PUT decimal-line|q BINPUT uint1|r LONG_BINPUT uint4|s SETITEM none
  t TUPLE none|) EMPTY_TUPLE none|u SETITEMS none|G BINFLOAT float8|80 PROTO uint1|81 NEWOBJ none
  82 EXT1 uint1|83 EXT2 uint2|84 EXT4 int4|85 TUPLE1 none|86 TUPLE2 none|87 TUPLE3 none|88 NEWTRUE none
  89 NEWFALSE none|8a LONG1 long 1|8b LONG4 long 4|B BINBYTES bytes 4|C SHORT_BINBYTES bytes 1
  8c SHORT_BINUNICODE unicode 1|8d BINUNICODE8 unicode 8|8e BINBYTES8 bytes 8|8f EMPTY_SET none
  90 ADDITEMS none|91 FROZENSET none|92 NEWOBJ_EX none|93 STACK_GLOBAL none|94 MEMOIZE none|95 FRAME uint8
  96 BYTEARRAY8 bytes 8|97 NEXT_BUFFER none|98 READONLY_BUFFER none`

function parseOpcode(line: string): Opcode {
  const [byte = '', name = '', word = 'none', width = '0'] = line.trim().split(' ')
  const argument = word as Argument
  const code = byte.length === 1 ? byte.charCodeAt(0) : Number.parseInt(byte, 16)
  return { name, code, argument, fixed: fixedWidths[argument], width: Number(width) }
}

/** In the order of the table above. */
export const opcodes: readonly Opcode[] = table
  .trim()
  .split(/[|\n]/)
  .filter((line) => line.trim() !== '')
  .map(parseOpcode)

/** By their byte. */
export const opcodeOf: readonly (Opcode | undefined)[] = Array.from({ length: 256 }, (_, code) =>
  opcodes.find((each) => each.code === code),
)
