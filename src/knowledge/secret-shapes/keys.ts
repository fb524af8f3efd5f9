import type { SecretShape } from './shape.ts'

/** Keys and tokens of formats that anybody may issue. */
export const keyShapes: readonly SecretShape[] = [
  {
    id: 'private-key',
    what: 'a private key',
    marks: ['PRIVATE KEY'],
    before: '',
    value: '-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----',
    after: '(?:\\s|\\\\[nr]|$)',
    back: 80,
    reach: 40,
  },
  {
    id: 'private-key-base64',
    what: 'a private key in base64',
    marks: ['LS0tLS1CRUdJTi'],
    value:
      'LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BEU0EgUFJJVkFUR|BPUEVOU1NI|BFTkNSWVBURUQg|BQR1AgUFJJVkFUR)[A-Za-z0-9+/]{80,}={0,2}',
    reach: 6000,
  },
  {
    id: 'putty-key',
    what: 'a private key of PuTTY',
    marks: ['PuTTY-User-Key-File-'],
    before: '(?:^|\\n)',
    value: 'PuTTY-User-Key-File-[1-9]: [a-z0-9@.-]{3,60}',
    after: '(?:\\s|$)',
    minEntropy: 0,
  },
  {
    id: 'age-key',
    what: 'a private key of age',
    marks: ['AGE-SECRET-KEY-1'],
    value: 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
  },
  {
    id: 'signed-token',
    what: 'a signed token',
    // What `{"` and `{ "` become, and no name such as `.eye`.
    marks: ['.eyJ', '.eyI', '.eyA'],
    before: '(?:^|[^A-Za-z0-9_-]|\\\\[nrt])',
    value: 'ey[A-Za-z0-9_-]{10,}\\.ey[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}={0,2}',
    back: 2000,
    reach: 5000,
  },
  {
    id: 'signed-token-base64',
    what: 'a signed token in base64',
    marks: ['ZXlK'],
    value: 'ZXlK[A-Za-z0-9+/]{40,}={0,2}',
    reach: 6000,
  },
]
