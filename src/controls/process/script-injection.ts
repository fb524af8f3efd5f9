import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { allSteps } from './image-steps.ts'

export const scriptInjection: Control<'pipeline'> = {
  id: 'BH-0707',
  name: 'script-injection',
  title: 'Text of a stranger becomes part of a build script',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'build-machine',
  references: [],
  rationale:
    'The expression is replaced before the shell reads the script: a pull request called `"; curl …` runs a command in the build, with its credentials.',
  remediation: 'Hand the text over in an environment variable (`env:`) and use `"$VARIABLE"` in the script.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).some(({ script }) => script.state !== 'default'),
  check: (pipeline) =>
    every(allSteps(pipeline), (step) => {
      const origin = injectionIn(step)
      return origin === undefined
        ? pass()
        : fail('A script has text in it that any contributor chooses.', origin)
    }),
  examples: {
    fail: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ github.event.pull_request.title }}" }] } }',
      'steps: [{ script: echo $(Build.SourceVersionMessage) }]',
    ],
    pass: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo $TITLE", env: { TITLE: "${{ github.event.pull_request.title }}" } }] } }',
      'steps: [{ script: echo $(Build.BuildId) }]',
    ],
    unknown: [],
  },
}

/** What contributors choose (GitHub documentation, "Script injections"; Azure's predefined variables). */
const chosenByStrangers =
  /\$\{\{[^}]*github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|comment\.body|review\.body|review_comment\.body|pages|commits|head_commit\.(?:message|author)|pull_request\.head\.(?:ref|label|repo\.default_branch)|workflow_run\.head_branch))[^}]*\}\}|\$\((?:Build\.SourceVersionMessage|Build\.SourceBranchName|System\.PullRequest\.SourceBranch|Build\.SourceVersionAuthor)\)/

function injectionIn({ script }: PipelineStep): Origin | undefined {
  if (script.state !== 'stated' || !chosenByStrangers.test(valueOf(script) ?? '')) return undefined
  const { document, start, end } = script.origin
  const found = chosenByStrangers.exec(document.text.slice(start, end))
  return found === null
    ? script.origin
    : { document, start: start + found.index, end: start + found.index + found[0].length }
}
