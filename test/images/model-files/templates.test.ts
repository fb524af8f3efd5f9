import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`)
}

function scanText(name: string, text: string): ModelFileReport {
  return scanModelFile(name, Buffer.from(text))
}

const harmlessTemplates = [
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
  "{%- set ns = namespace(found=false) %}{%- for m in messages[1:] %}{%- if m.role == 'user' %}{%- set ns.found = true %}{%- endif %}{%- endfor %}{{ bos_token }}",
  "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% endif %}{% for m in loop_messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles alternate') }}{% endif %}{{ '[INST] ' ~ m['content'] | trim ~ ' [/INST]' }}{% endfor %}",
  '{% for attr in config.items() %}{{ attr[0] | upper }}{{ self }}{{ request }}{% endfor %}',
  '{%- macro render(x) %}{{ x | tojson(indent=4) }}{%- endmacro %}{% for t in tools %}{{ render(t.function) }}{{ messages[loop.index0 + 1].content }}{% endfor %}',
  "{% set types = {'str': 'string'} %}{{ types[param.type] }}{{ name.replace('_', ' ') }}{{ 'call_' ~ i ~ '_' ~ j }}",
  "{{ messages | selectattr('role', 'equalto', 'system') | map(attribute='content') | join }}{{ roles['system'] }}{{ '_' * 3 }}",
  "{{ message['_meta'] }}{{ messages[-1][1:] }}{{ messages[i].content.strip() }}{{ strftime_now('%d %b %Y') }}",
]

test('templates of chats are clean', () => {
  for (const template of harmlessTemplates)
    assert.deepEqual(said(scanText('tokenizer_config.json', JSON.stringify({ chat_template: template }))), [])
})

test('every way out of a template is told', () => {
  const ways: readonly (readonly [string, string])[] = [
    ["{{ ''.__class__ }}", 'critical'],
    ["{{ ''['__class__'] }}", 'critical'],
    ["{{ '' | attr('__class__') }}", 'critical'],
    ["{{ '' | attr(x) }}", 'high'],
    ["{{ ''['__cl' ~ 'ass__'] }}", 'critical'],
    ["{{ ''['__cl' + 'as' + 's__'] }}", 'critical'],
    ['{{ self._TemplateReference__context }}', 'critical'],
    ['{{ lipsum }}', 'medium'],
    ["{{ x[('__' ~ y)] }}", 'medium'],
    ["{{ '%c' | format(95) }}", 'medium'],
    ['{% for x in y %}{{ namespace.__init__ }}{% endfor %}', 'critical'],
    ["{% set a = {'k': x.__globals__} %}", 'critical'],
    ["{{ ([1] | map('upper')).gi_frame }}", 'critical'],
    ["{{ x['f_builtins'] }}", 'critical'],
    ["{{ x | map(attribute='gi_frame.f_globals') }}", 'critical'],
    ['{{ messages.mro() }}', 'critical'],
    ["{{ self['_TemplateReference__context'] }}", 'critical'],
    ["{{ x.y['eval']('1') }}", 'critical'],
    ["{{ a.os.popen('id') }}", 'critical'],
    ["{% filter attr('x') %}{% endfilter %}", 'high'],
    ['{{ x[n]() }}', 'medium'],
    ['{{ x | map(attribute=n) | first }}', 'medium'],
    ["{% set u = '_' * 2 %}{{ ''[n] }}", 'medium'],
    ["{% set u = '_' %}{{ ''[n] }}", 'medium'],
    ["{% set u %}_{% endset %}{{ ''[n] }}", 'medium'],
    ["{% for n in ['_', 'class'] %}{{ ''[n] }}{% endfor %}", 'medium'],
    ["{{ ''['ab'.replace('a', '_')] }}", 'medium'],
  ]
  for (const [template, severity] of ways) {
    const severities = said(scanText('t', JSON.stringify({ chat_template: [{ name: 'default', template }] })))
    assert.equal(severities.includes(`${severity} template-escape`), true, template)
  }
})

test('a template that cannot be parsed is not clean', () => {
  const broken = scanText('chat_template.jinja', '{% for %}')
  assert.deepEqual([broken.verdict, broken.unread[0]?.code], ['unknown', 'malformed'])
  assert.deepEqual(said(scanText('chat_template.jinja', '{% for %}{{ x.__class__ }}')), [
    'critical template-escape',
  ])
  const deep = scanText('chat_template.jinja', `{{ ${'('.repeat(100_000)}1${')'.repeat(100_000)} }}`)
  assert.equal(deep.verdict, 'unknown')
})

test('templates are known by their folder, and in the cache of Hugging Face by what they hold', () => {
  const template = "{% if x %}{{ ''['__class__'] }}{% endif %}"
  const blob = `root/hub/models--a--b/blobs/${'0123456789'.repeat(4)}`
  for (const name of ['m/additional_chat_templates/tool_use.jinja', blob])
    assert.deepEqual(said(scanText(name, template)), ['critical template-escape'], name)
  for (const name of ['m/templates/page.jinja', 'notes.txt'])
    assert.deepEqual(said(scanText(name, template)), [], name)
  assert.equal(scanText(blob, `---\nlicense: mit\n---\n{% if %}`).verdict, 'clean')
})
