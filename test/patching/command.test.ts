// `bulkhead patch`, from its words to its exit code, with images in a registry on this machine.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'
import type { Report } from '../../src/findings/report.ts'
import type { PatchPlan } from '../../src/findings/patching/plan.ts'
import { advisory, critical } from '../images/advise.ts'
import { addImage, debianRelease, dpkgStatus, makeLayer } from '../images/make-image.ts'
import { type ImageRegistry, serveImages } from '../images/platform-scan.ts'
import { folderWith } from '../sources/folder.ts'

const base = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const app = makeLayer([dpkgStatus('bash=5.2', 'curl=8.1')])
const sound = makeLayer([debianRelease, dpkgStatus('bash=9')])

/** bash: exploited since 20 November, its fix known since 1 November. curl: nobody tells since when it is fixed. */
const records = [
  {
    ...advisory({ name: 'bash', score: critical, events: [{ introduced: '0' }, { fixed: '6' }] }),
    published: '2026-11-01T00:00:00Z',
  },
  advisory({ id: 'CVE-2026-0002', name: 'curl', events: [{ introduced: '0' }, { fixed: '9' }] }),
  { cveID: 'CVE-2026-0001', dateAdded: '2026-11-20' },
]

interface Answer {
  readonly code: number
  readonly out: string
}

interface Scene {
  readonly registry: ImageRegistry
  readonly folder: string
  readonly run: (...args: string[]) => Promise<Answer>
}

function podOf(name: string, image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: models }\nspec:\n  containers:\n    - name: main\n      image: ${image}\n`
}

async function scene(t: TestContext, today = '2026-11-30'): Promise<Scene> {
  const registry = await serveImages(t, {
    'models/base:1': { layers: [base] },
    'models/app:1': { layers: [base, app] },
    'models/sound:1': { layers: [sound] },
  })
  const pods = ['app', 'base', 'sound'].map((name) => podOf(name, `${registry.host}/models/${name}:1`))
  const folder = folderWith(t, { 'deploy.yaml': pods.join('---\n') })
  writeFileSync(join(folder, 'osv.ndjson'), records.map((each) => JSON.stringify(each)).join('\n'))
  const run = async (...args: string[]): Promise<Answer> => {
    let out = ''
    const world: World = {
      cwd: folder,
      env: { BULKHEAD_DB: 'advisories.db' },
      stdout: { isTerminal: false, columns: 100, write: (text) => void (out += text) },
      stderr: { isTerminal: false, columns: 100, write: () => {} },
      readStdin: () => new Uint8Array(),
      readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
      writeFile: (path, chunks) => writeFileSync(path, [...chunks].join('')),
      today,
    }
    const code = await runCommandLine(args, world)
    return { code, out }
  }
  assert.equal((await run('db', 'update', '--from', 'osv.ndjson')).code, 0)
  return { registry, folder, run }
}

test('steps stand in order, with what they take away and by when', async (t) => {
  const { run, registry } = await scene(t)
  const { code, out } = await run('patch', 'deploy.yaml', '--images', '-f', 'json')
  assert.equal(code, 1)
  const { steps, current } = JSON.parse(out) as PatchPlan
  const named = (name: string): string => `${registry.host}/models/${name}:1`
  assert.deepEqual(
    steps.map((step) => [step.image, step.base, step.vulnerabilities, step.exploited, step.withBase]),
    [
      [named('base'), undefined, ['CVE-2026-0001'], ['CVE-2026-0001'], 0],
      [named('app'), named('base'), ['CVE-2026-0001', 'CVE-2026-0002'], ['CVE-2026-0001'], 1],
    ],
  )
  // Critical: 1 November and 15 days; exploited, untrusted: 20 November and 7 days.
  assert.deepEqual(
    [steps[0]?.due?.day, steps[0]?.due?.reason, steps[0]?.due?.isOverdue],
    ['2026-11-16', 'critical', true],
  )
  assert.deepEqual(steps[1]?.undated, ['CVE-2026-0002'])
  assert.deepEqual(steps[1]?.places, [{ file: 'deploy.yaml', line: 7, column: 14 }])
  assert.deepEqual(current, [named('sound')])
})

test('a base whose name stands for another image now is a reason to build anew; it is asked for once', async (t) => {
  const { run, registry, folder } = await scene(t)
  const name = `${registry.host}/models/base:1`
  const annotations = { 'org.opencontainers.image.base.name': name }
  for (const image of ['one', 'two']) {
    const making = { annotations, config: { Labels: { image } } }
    registry.tag(`models/${image}:1`, addImage(registry.files, [base, sound], making).digest)
  }
  registry.tag('models/base:1', registry.digests['models/sound:1'] ?? '')
  const pods = ['one', 'two'].map((image) => podOf(image, `${registry.host}/models/${image}:1`))
  writeFileSync(join(folder, 'more.yaml'), pods.join('---\n'))
  const { out } = await run('patch', 'more.yaml', '--images', '-f', 'json')
  const { steps } = JSON.parse(out) as PatchPlan
  const moved = `The base ${name} was rebuilt since; the image still has what it was before.`
  assert.deepEqual(
    steps.map(({ reasons, vulnerabilities }) => [reasons, vulnerabilities]),
    [
      [[moved], []],
      [[moved], []],
    ],
  )
  assert.equal(registry.asked.filter((path) => path === '/v2/models/base/manifests/1').length, 1)
})

test('before the day nothing is overdue, and the policy of the owner moves it', async (t) => {
  const { run, folder, registry } = await scene(t, '2026-11-16')
  writeFileSync(join(folder, 'base.yaml'), podOf('base', `${registry.host}/models/base:1`))
  assert.equal((await run('patch', 'base.yaml', '--images')).code, 0)
  writeFileSync(join(folder, 'bulkhead.yaml'), 'patching: { deadlines: { critical: 14 } }')
  const { code, out } = await run('patch', 'base.yaml', '--images')
  assert.equal(code, 1)
  assert.match(out, /due 2026-11-15, 1 day overdue/)
})

test('what nobody dates counts as overdue, and the step says so', async (t) => {
  const { run } = await scene(t, '2026-11-16')
  const { code, out } = await run('patch', 'deploy.yaml', '--images')
  assert.equal(code, 1)
  assert.match(out, /models\/app:1 {2}due at once, for all that is known\n/)
  assert.match(out, /CVE-2026-0002 in curl is unrated and counts as high: nobody tells since when,/)
})

test('what is exploited or critical and has no fix is told with what can be done, and by when if the owner says so', async (t) => {
  const { run, folder, registry } = await scene(t)
  const events = [{ introduced: '0' }]
  const unfixed = [
    { ...advisory({ name: 'bash', score: critical, events }), published: '2026-11-01T00:00:00Z' },
    { cveID: 'CVE-2026-0001', dateAdded: '2026-11-20' },
  ]
  writeFileSync(join(folder, 'osv.ndjson'), unfixed.map((each) => JSON.stringify(each)).join('\n'))
  await run('db', 'update', '--from', 'osv.ndjson')
  writeFileSync(join(folder, 'base.yaml'), podOf('base', `${registry.host}/models/base:1`))
  const { code, out } = await run('patch', 'base.yaml', '--images')
  assert.equal(code, 0, 'nobody asks for a day')
  assert.match(out, /^ {2}1\. mitigate 127\.0\.0\.1:\d+\/models\/base:1 {2}no deadline\n/)
  assert.match(out, /no fix {3}bash 5\.2: CVE-2026-0001 \(exploited\)\.\n/)
  assert.match(out, /Take bash out, where nothing needs it\./)
  assert.match(out, /0 images to patch on 2026-11-30; 1 has grave flaws without a fix; 0 are current\.\n$/)
  writeFileSync(join(folder, 'bulkhead.yaml'), 'patching: { unfixed: { exploited: 7, critical: 60 } }')
  const asked = await run('patch', 'base.yaml', '--images')
  assert.equal(asked.code, 1)
  assert.match(asked.out, /due 2026-11-27, 3 days overdue/)
  assert.match(
    asked.out.replace(/\s+/g, ' '),
    /CVE-2026-0001 in bash is exploited and has no fix: 7 days after it was known to be exploited on 2026-11-20\./,
  )
})

test('a distribution without fixes names the release to move to', async (t) => {
  const { run, folder, registry } = await scene(t)
  const cycles = {
    id: 'debian',
    releases: [
      { releaseCycle: '14', eol: false },
      { releaseCycle: '13', eol: '2028-08-09', eoes: '2030-06-30' },
      { releaseCycle: '12', eol: '2026-01-01', eoes: '2026-11-29' },
    ],
  }
  writeFileSync(
    join(folder, 'osv.ndjson'),
    [...records, cycles].map((each) => JSON.stringify(each)).join('\n'),
  )
  await run('db', 'update', '--from', 'osv.ndjson')
  writeFileSync(join(folder, 'sound.yaml'), podOf('sound', `${registry.host}/models/sound:1`))
  const { out } = await run('patch', 'sound.yaml', '--images')
  const text = out.replace(/\s+/g, ' ')
  assert.match(text, /1\. rebuild 127\.0\.0\.1:\d+\/models\/sound:1 no deadline/)
  assert.match(text, /Debian GNU\/Linux 12 \(bookworm\) has got no fixes since 2026-11-29\./)
  assert.match(text, /Let its FROM name debian 13, which gets fixes until 2030-06-30\./)
})

test('people read it at a terminal and in a pull request', async (t) => {
  const { run, registry } = await scene(t)
  const { out } = await run('patch', 'deploy.yaml', '--images')
  assert.match(out, /^ {2}1\. rebuild 127\.0\.0\.1:\d+\/models\/base:1 {2}due 2026-11-16, 14 days overdue\n/)
  assert.match(out, /removes {2}1 vulnerability, 1 of them exploited/)
  assert.match(out, /CVE-2026-0001 in bash is critical: 15 days after its fix was published on 2026-11-01\./)
  assert.match(out, /2 images to patch on 2026-11-30, 2 overdue; 1 is current\.\n$/)
  const { out: text } = await run('patch', 'deploy.yaml', '--images', '-f', 'pull-request')
  assert.match(text, /^Patch 2 images: 2 known flaws, 2 overdue\n\n/)
  assert.match(text, new RegExp(`^2\\. \\[ \\] rebuild \`${registry.host}/models/app:1\``, 'm'))
})

test('an image that is not there, or whose name nobody tells, leaves the plan incomplete', async (t) => {
  const { run, folder, registry } = await scene(t, '2026-11-10')
  writeFileSync(join(folder, 'base.yaml'), podOf('base', `${registry.host}/models/base:1`))
  writeFileSync(
    join(folder, 'more.yaml'),
    podOf('missing', `${registry.host}/models/none:1`) + `---\n${podOf('hidden', "'{{ .Values.image }}'")}`,
  )
  const { code, out } = await run('patch', 'base.yaml', 'more.yaml', '--images', '-f', 'json')
  const { problems } = JSON.parse(out) as PatchPlan
  assert.equal(code, 3)
  assert.deepEqual(
    problems.map(({ location, code }) => `${location.file}:${location.line} ${code}`),
    ['more.yaml:7 no-such-path', 'more.yaml:15 unopened-image'],
  )
  assert.equal((await run('patch', 'more.yaml', '--images')).code, 3, 'nothing was opened')
  assert.equal((await run('patch', 'more.yaml', '--images', '--allow-incomplete')).code, 0)
})

test('a scan tells what is overdue, at the line that names the image', async (t) => {
  const { run } = await scene(t)
  const { out } = await run('scan', 'deploy.yaml', '--images', '-f', 'json')
  const { findings } = JSON.parse(out) as Report
  const found = findings
    .filter(({ control }) => control === 'BH-1351')
    .map(({ name, verdict, location, asset }) => `${asset.name} ${name} ${verdict} ${location.line}`)
  assert.deepEqual(found.sort(), ['app image-patch-overdue fail 7', 'base image-patch-overdue fail 15'])
  const overdue = findings.find(({ asset, control }) => asset.name === 'base' && control === 'BH-1351')
  assert.match(
    overdue?.message ?? '',
    /should have been patched by 2026-11-16: CVE-2026-0001 in bash 5\.2 \(fixed in 6\)\.$/,
  )
})

test('mistakes in the question are code 2', async (t) => {
  const { run } = await scene(t)
  for (const args of [
    ['patch'],
    ['patch', 'deploy.yaml'],
    ['patch', 'deploy.yaml', '--images', '-f', 'sarif'],
  ])
    assert.equal((await run(...args)).code, 2, args.join(' '))
})
