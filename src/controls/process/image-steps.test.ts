import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parsePipeline } from '../../sources/pipelines/parse.ts'
import { imageBuilds } from './image-steps.ts'

const push = 'docker/build-push-action@v6'

/** How many builds count in a workflow of one job. */
function counted(on: string, job: string): number {
  const text = `on: ${on}\njobs: { a: { runs-on: ubuntu-latest, ${job} } }`
  const [pipeline] = parsePipeline({ path: '.github/workflows/a.yml', text }).facts
  assert.ok(pipeline?.asset === 'pipeline')
  return imageBuilds(pipeline).length
}

test('an image that is built for the test of a pull request does not count', () => {
  assert.equal(counted('pull_request', 'steps: [{ run: docker build . }]'), 0)
  assert.equal(counted('[pull_request, merge_group]', 'steps: [{ run: docker build . }]'), 0)
  assert.equal(counted('[pull_request, push]', 'steps: [{ run: docker build . }]'), 1)
  assert.equal(counted('pull_request_target', 'steps: [{ run: docker build . }]'), 1)
})

test('a condition of the job or of the step tells which runs build', () => {
  const only = (events: string) => `if: "${events}"`
  const forTests = only("github.event_name == 'pull_request'")
  const forBoth = only("github.event_name == 'pull_request' || github.event_name == 'push'")
  assert.equal(counted('[pull_request, push]', `${forTests}, steps: [{ run: docker build . }]`), 0)
  assert.equal(counted('[pull_request, push]', `steps: [{ run: docker build ., ${forTests} }]`), 0)
  assert.equal(counted('[pull_request, push]', `steps: [{ run: docker build ., ${forBoth} }]`), 1)
})

test('an image that is thrown away does not count, one that is kept does', () => {
  const build = (inputs: string, more = '') => `steps: [{ uses: ${push}, with: { ${inputs} } }${more}]`
  assert.equal(counted('push', build('push: false')), 0)
  assert.equal(counted('push', build('push: false, load: true')), 1)
  assert.equal(counted('push', build('push: false, outputs: type=oci')), 1)
  assert.equal(counted('push', build('push: "${{ inputs.push }}"')), 1)
  assert.equal(counted('push', build('push: false', ', { run: docker push acme/model }')), 1)
})
