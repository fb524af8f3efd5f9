// A taste of `npm run fuzz`, which feeds every reader a million cases and more.
import { test } from 'node:test'

import { caseSeed, Random } from '../fuzz/random.ts'
import { readers } from '../fuzz/readers.ts'

const cases = 150

for (const { name, path, share, make, run } of readers) {
  test(`${name} reads mutated input without a failure`, () => {
    for (let index = 0; index < Math.max(1, cases * share); index++) {
      run({ path, text: make(new Random(caseSeed(1, name, index))) })
    }
  })
}
