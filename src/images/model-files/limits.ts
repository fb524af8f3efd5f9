/** Bounds on hostile input, each far above what real models need. What goes beyond is reported as not read. */
export const limits = {
  /** Bytes of one file that are held in memory at once. */
  keptBytes: 67_108_864,
  /** Bytes that one compressed stream may grow to. */
  inflatedBytes: 67_108_864,
  /** Bytes that one compressed file may grow to where they are passed on and not held. */
  passedBytes: 1_073_741_824,
  /** Bytes that LZMA may copy from again where what it unpacks is passed on: what `xz -9` uses. */
  dictionaryBytes: 67_108_864,
  /** Bytes of all members of one file together, those of members within members counted again. */
  membersBytes: 536_870_912,
  /** Containers within containers. */
  depth: 8,
  /** Members that one container may have. */
  members: 100_000,
  /** Pickles one after the other in one place: joblib writes one for each array of objects. */
  pickles: 10_000,
  /** Opcodes of one pickle. */
  operations: 100_000_000,
  /** Opcodes of all pickles of one file together. */
  fileOperations: 200_000_000,
  /** Values on the stack of a pickle. */
  stack: 250_000,
  /** Places of the memo of a pickle that are told apart: in a row from 0 on, and elsewhere. */
  memo: 1_000_000,
  /** Plain values and, counted apart, other values that the memo of a pickle holds. */
  memoValues: 50_000,
  /** Bytes of one text or byte string of a pickle that are kept. */
  argumentBytes: 65_536,
  /** Bytes of all texts and byte strings of a pickle that are kept. */
  argumentsBytes: 16_777_216,
  /** Members of one list, tuple, dictionary or set of a pickle that are kept. */
  items: 1_000,
  /** Calls and findings that one report lists. */
  reported: 1_000,
  /** Of all models of one image together: bytes of members, bytes that are passed on, and opcodes. */
  imageBytes: 2_147_483_648,
  imagePassedBytes: 4_294_967_296,
  imageOperations: 400_000_000,
  /** Bytes of a file of no known format, or behind the end of one, that are searched for hidden pickles. */
  searchedBytes: 4_194_304,
} as const
