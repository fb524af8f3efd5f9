import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { type Mark, MarkFinder } from './mark-finder.ts'

const exactly = (text: string): Mark<string> => ({ text, isAnyCase: false, of: text })
const inAnyCase = (text: string): Mark<string> => ({ text, isAnyCase: true, of: text })

function placesIn(text: string, ...marks: readonly Mark<string>[]): [number, string][] {
  return [...new MarkFinder(marks).find(text)].map(({ at, of }) => [at, of])
}

test('every place is found, also where words lie over each other', () =>
  assert.deepEqual(placesIn('ghp_hf_ ghp_', exactly('ghp_'), exactly('hf_'), exactly('p_h')), [
    [0, 'ghp_'],
    [2, 'p_h'],
    [4, 'hf_'],
    [8, 'ghp_'],
  ]))

test('a text leaves nothing for a shorter one', () => {
  const finder = new MarkFinder([exactly('hf_')])
  assert.equal([...finder.find('a hf_')].length, 1)
  assert.deepEqual([...finder.find('a ')], [])
})

test('words that begin alike are found at one place, as they were given', () =>
  assert.deepEqual(placesIn('sk-or-v1-', exactly('sk-or'), exactly('sk-'), exactly('sk-or-v2')), [
    [0, 'sk-or'],
    [0, 'sk-'],
  ]))

test('the case matters but where it may not', () => {
  assert.deepEqual(placesIn('TWILIO Twilio', exactly('Twilio')), [[7, 'Twilio']])
  assert.deepEqual(placesIn('TWILIO Twilio', inAnyCase('twilio')), [
    [0, 'twilio'],
    [7, 'twilio'],
  ])
})

test('a short word is found at the end of a text, and in one as short', () => {
  assert.deepEqual(placesIn('say Q~', exactly('Q~')), [[4, 'Q~']])
  assert.deepEqual(placesIn('Q~', exactly('Q~')), [[0, 'Q~']])
  assert.deepEqual(placesIn('Q', exactly('Q~')), [])
  assert.deepEqual(placesIn('', exactly('Q~')), [])
})

test('letters of other scripts move no place, and stand for none of ASCII', () => {
  // U+0168 U+0166 U+015F have the low bytes of "hf_".
  assert.deepEqual(placesIn('\u0168\u0166\u015f ключ 🔑 hf_', exactly('hf_')), [[12, 'hf_']])
})

test('what is found is what a search for each word finds', () => {
  const letter = fc.constantFrom('a', 'A', 'b', '_', 'é', 'š', 'š', '\n')
  const text = fc.array(letter, { maxLength: 60 }).map((letters) => letters.join(''))
  const word = fc.stringMatching(/^[aAb_]{2,5}$/)
  fc.assert(
    fc.property(text, fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), (within, words) => {
      const places = words.flatMap((each) => everyPlace(within, each))
      assert.deepEqual(placesIn(within, ...words.map(exactly)).toSorted(byPlace), places.toSorted(byPlace))
    }),
  )
})

function everyPlace(text: string, word: string): [number, string][] {
  const places: [number, string][] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) places.push([at, word])
  return places
}

function byPlace([a, word]: [number, string], [b, other]: [number, string]): number {
  return a - b || (word < other ? -1 : 1)
}
