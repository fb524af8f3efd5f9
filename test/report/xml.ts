/** An element of a small XML document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const token =
  /<(?<close>\/)?(?<name>[A-Za-z]+)(?<attributes>(?: [A-Za-z:.]+="[^"<]*")*)(?<empty>\/)?>|(?<text>[^<]+)/y
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** Reads XML 1.0 without comments, sections, processing instructions and doctype; throws at whatever is not well-formed. */
export function parseXml(source: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!source.startsWith(declaration)) throw new Error('No XML declaration.')
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(source))
    throw new Error('A character that XML forbids.')
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  token.lastIndex = declaration.length
  while (token.lastIndex < source.length) {
    const at = token.lastIndex
    const groups = token.exec(source)?.groups
    if (groups === undefined) throw new Error(`No markup at ${at}: ${source.slice(at, at + 60)}`)
    take(groups, open)
  }
  const [only] = root.children
  if (open.length > 1 || only === undefined || root.children.length > 1)
    throw new Error('Not one root that is closed.')
  return only
}

type Groups = Readonly<Record<string, string | undefined>>

function take({ close, name, attributes = '', empty, text }: Groups, open: Open[]): void {
  const parent = open.at(-1)
  if (parent === undefined) throw new Error('Text behind the root.')
  if (text !== undefined) parent.text += decode(text)
  else if (close === undefined) {
    const element = { name: name ?? '', attributes: attributesOf(attributes), children: [], text: '' }
    parent.children.push(element)
    if (empty === undefined) open.push(element)
  } else if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing.`)
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/ ([A-Za-z:.]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, decode(value)] as const,
  )
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error('An attribute stands twice.')
  return Object.fromEntries(pairs)
}

function decode(text: string): string {
  return text.replace(/&([a-z]*;?)/g, (_, name: string) => {
    const character = entities[name.slice(0, -1)]
    if (!name.endsWith(';') || character === undefined) throw new Error(`&${name} is no entity.`)
    return character
  })
}
