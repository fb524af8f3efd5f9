// Mutations of texts, blind to what they mean.
import type { Random } from './random.ts'

const longestText = 6_000

/** What readers give a meaning to, and what none of them expects. */
const controls = [
  '\0',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udfff',
  '\u{1f600}',
  '\u202e',
]
const signs =
  '" \' ` \\ { } [ ] ( ) < > << | || & && ; : , # ! % @ * ? - -- --- . ... = == / // ../ ~ $ $$ ${ $( {{ }}'
const words =
  '!!int !!binary !!str !< *a &a |- >+2 |9 ${X:- ${X%%* ${X//a*/b} `a a= 0x 0o7 1e999 -0 .nan .inf 0b1 1_000 1:30:00 null true yes No __proto__ constructor toString 9007199254740993 ::1 /128 /33 0.0.0.0/0 @sha256: :latest <<EOF <<-"E'
const phrases = [
  '\\\n',
  ': ',
  ' #',
  '<<: *a',
  '\n---\n',
  '? ',
  '- ',
  '{{ .Values.x }}',
  'sh -c "',
  'RUN ',
  'FROM ',
  'ONBUILD ',
  'COPY <<E',
  'ARG X',
  'apiVersion: v1\n',
  'kind: List\n',
  'items:\n',
  '# bulkhead: waive ',
  '# trivy:ignore:KSV001',
  '# checkov:skip=CKV_K8S_1',
  '# hadolint ignore=DL3006',
]
const tokens = [...controls, ...signs.split(' '), ...words.split(' '), ...phrases]

type Change = (text: string, random: Random, other: string) => string

const changes: readonly Change[] = [
  (text, random) => replaceSpan(text, random, () => ''),
  (text, random) => insertAt(text, random.below(text.length + 1), random.pick(tokens)),
  (text, random) => insertAt(text, random.below(text.length + 1), random.pick(tokens)),
  (text, random) => replaceSpan(text, random, () => random.pick(tokens)),
  (text, random) =>
    insertAt(text, random.below(text.length + 1), random.pick(tokens).repeat(random.below(60))),
  (text, random) => replaceSpan(text, random, (span) => span + span),
  (text, random) => replaceSpan(text, random, (span) => span.repeat(1 + random.below(12))),
  (text, random) => replaceSpan(text, random, (span) => [...span].reverse().join('')),
  (text, random) => insertAt(text, random.below(text.length + 1), String.fromCharCode(random.below(256))),
  (text, random) => insertAt(text, random.below(text.length + 1), String.fromCharCode(random.below(65_536))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random, other) =>
    text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1)),
  (text, random) => moveLine(text, random),
  (text) => text.replaceAll('\n', '\r\n'),
  (text, random) => shiftLine(text, random),
]

/** A text with one to eight changes. */
export function mutateText(text: string, random: Random, other: string = text): string {
  let changed = text
  for (let left = 1 + random.below(8); left > 0; left--) {
    changed = random.pick(changes)(changed, random, other)
    if (changed.length > longestText) changed = changed.slice(0, longestText)
  }
  return changed
}

/** A text of tokens and letters alone. */
export function babble(random: Random): string {
  const pieces: string[] = []
  for (let left = random.below(40); left > 0; left--) {
    pieces.push(random.isOnce(3) ? String.fromCharCode(32 + random.below(95)) : random.pick(tokens))
  }
  return pieces.join('')
}

function insertAt(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at)
}

function replaceSpan(text: string, random: Random, by: (span: string) => string): string {
  const start = random.below(text.length + 1)
  const end = Math.min(text.length, start + random.below(random.isOnce(4) ? 200 : 12))
  return text.slice(0, start) + by(text.slice(start, end)) + text.slice(end)
}

function moveLine(text: string, random: Random): string {
  const lines = text.split('\n')
  const [line = ''] = lines.splice(random.below(lines.length), 1)
  lines.splice(random.below(lines.length + 1), 0, line)
  return lines.join('\n')
}

function shiftLine(text: string, random: Random): string {
  const lines = text.split('\n')
  const at = random.below(lines.length)
  lines[at] = random.isOnce(2) ? ` ${lines[at] ?? ''}` : (lines[at] ?? '').slice(1)
  return lines.join('\n')
}
