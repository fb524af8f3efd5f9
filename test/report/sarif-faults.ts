// The parts of the SARIF 2.1.0 schema that a report uses, by hand: names, required properties, enums.

interface Shape {
  readonly required?: readonly string[]
  /** Allowed properties, each with what it has to be. */
  readonly properties: Readonly<Record<string, Kind>>
}

/** A scalar test, the name of a shape, or a list of shapes. */
type Kind = ((value: unknown) => boolean) | string | readonly [string]

const text = (value: unknown): boolean => typeof value === 'string'
const flag = (value: unknown): boolean => typeof value === 'boolean'
const bag = (value: unknown): boolean => typeof value === 'object' && value !== null
const texts = (value: unknown): boolean => bag(value) && Object.values(value as object).every(text)
const index = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const position = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1
const rank = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 100
const uri = (value: unknown): boolean => text(value) && /^[\w.~!*'()/:%-]*$/.test(String(value))
const oneOf =
  (...values: readonly string[]) =>
  (value: unknown): boolean =>
    values.includes(String(value))

const level = oneOf('none', 'note', 'warning', 'error')

const shapes: Readonly<Record<string, Shape>> = {
  log: {
    required: ['version', 'runs'],
    properties: { $schema: uri, version: oneOf('2.1.0'), runs: ['run'] },
  },
  run: {
    required: ['tool'],
    properties: {
      tool: 'tool',
      columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
      originalUriBaseIds: bag,
      invocations: ['invocation'],
      results: ['result'],
    },
  },
  tool: { required: ['driver'], properties: { driver: 'driver' } },
  driver: {
    required: ['name'],
    properties: {
      name: text,
      version: text,
      semanticVersion: text,
      rules: ['descriptor'],
      notifications: ['descriptor'],
    },
  },
  descriptor: {
    required: ['id'],
    properties: {
      id: text,
      name: text,
      shortDescription: 'message',
      fullDescription: 'message',
      help: 'message',
      defaultConfiguration: 'configuration',
      properties: bag,
    },
  },
  configuration: { properties: { level } },
  message: { required: ['text'], properties: { text, markdown: text } },
  invocation: {
    required: ['executionSuccessful'],
    properties: {
      executionSuccessful: flag,
      toolConfigurationNotifications: ['notification'],
      toolExecutionNotifications: ['notification'],
    },
  },
  notification: {
    required: ['message'],
    properties: { descriptor: 'reference', level, message: 'message', locations: ['location'] },
  },
  reference: { properties: { id: text, index } },
  result: {
    required: ['message'],
    properties: {
      ruleId: text,
      ruleIndex: index,
      kind: oneOf('notApplicable', 'pass', 'fail', 'review', 'open', 'informational'),
      level,
      rank,
      message: 'message',
      locations: ['location'],
      relatedLocations: ['location'],
      partialFingerprints: texts,
      baselineState: oneOf('new', 'unchanged', 'updated', 'absent'),
      suppressions: ['suppression'],
      properties: bag,
    },
  },
  location: { properties: { id: index, physicalLocation: 'physical', logicalLocations: ['logical'] } },
  physical: {
    required: ['artifactLocation'],
    properties: { artifactLocation: 'artifact', region: 'region' },
  },
  artifact: { properties: { uri, uriBaseId: text } },
  region: { properties: { startLine: position, startColumn: position } },
  logical: { properties: { fullyQualifiedName: text, kind: text } },
  suppression: {
    required: ['kind'],
    properties: {
      kind: oneOf('inSource', 'external'),
      status: oneOf('accepted', 'underReview', 'rejected'),
      justification: text,
      location: 'location',
    },
  },
}

/** Where a log is no SARIF 2.1.0. */
export function sarifFaults(log: unknown): readonly string[] {
  return faultsOf(log, 'log', '$')
}

function faultsOf(value: unknown, shapeName: string, path: string): string[] {
  const shape = shapes[shapeName]
  if (shape === undefined || typeof value !== 'object' || value === null)
    return [`${path} is no ${shapeName}`]
  const missing = (shape.required ?? []).filter((name) => !Object.hasOwn(value, name))
  return [
    ...missing.map((name) => `${path} has no ${name}`),
    ...Object.entries(value).flatMap(([name, child]) =>
      propertyFaults(shape.properties[name], child, `${path}.${name}`),
    ),
  ]
}

function propertyFaults(kind: Kind | undefined, value: unknown, path: string): string[] {
  if (kind === undefined) return [`${path} is unknown`]
  if (typeof kind === 'function') return kind(value) ? [] : [`${path} is ${JSON.stringify(value)}`]
  if (typeof kind === 'string') return faultsOf(value, kind, path)
  if (!Array.isArray(value)) return [`${path} is no list`]
  return value.flatMap((item, at) => faultsOf(item, kind[0], `${path}[${at}]`))
}
