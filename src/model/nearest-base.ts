import type { ApprovedBase } from './approved-base.ts'

/** The listed base that is most like what an image is built on now; the one listed first where several are. */
export function nearestBase(
  words: readonly string[],
  bases: readonly ApprovedBase[],
): ApprovedBase | undefined {
  const wanted = wordsOf(words)
  const rated = bases.map((base) => ({ base, likeness: likeness(wanted, wordsOf(textsOf(base))) }))
  const best = Math.max(0, ...rated.map((each) => each.likeness))
  return best === 0 ? undefined : rated.find((each) => each.likeness === best)?.base
}

function textsOf({ repository, tag = '', os = '', runtime = '' }: ApprovedBase): readonly string[] {
  return [repository, tag, os, runtime]
}

interface Words {
  readonly names: ReadonlySet<string>
  readonly versions: ReadonlySet<string>
}

/** Names and versions in texts such as `library/python`, `3.13-slim-bookworm` and `debian 12`. */
function wordsOf(texts: readonly string[]): Words {
  const text = texts.join(' ').toLowerCase()
  return {
    names: new Set(
      [...text.matchAll(/[a-z]+/g)].map(([word]) => word).filter((word) => !sayNothing.has(word)),
    ),
    versions: new Set([...text.matchAll(/\d+(?:\.\d+)*/g)].map(([word]) => word)),
  }
}

/** What stands in names of images of every kind. */
const sayNothing: ReadonlySet<string> = new Set(
  'base bases image images hardened approved golden library latest linux v'.split(' '),
)

/** What an image is comes before which version of it: an exact version counts more than one of the same series. */
function likeness(wanted: Words, own: Words): number {
  const names = wanted.names.intersection(own.names).size
  if (names === 0) return 0
  const exact = wanted.versions.intersection(own.versions).size
  const series = seriesOf(wanted).intersection(seriesOf(own)).size
  return names * 100 + exact * 10 + series
}

function seriesOf({ versions }: Words): Set<string> {
  return new Set([...versions].map((version) => version.split('.', 1).join('')))
}
