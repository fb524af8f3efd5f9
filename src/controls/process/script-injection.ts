import type { Origin } from '../../model/origin.ts'
import type { Variables } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { allSteps } from './image-steps.ts'
import { expressionsIn } from './expressions.ts'
import { type PlacedStep, placedSteps } from './spelled-out.ts'

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
    every(placedSteps(pipeline), (placed) => {
      const origin = injectionIn(placed)
      return origin === undefined
        ? pass()
        : fail('A script has text in it that any contributor chooses.', origin)
    }),
  examples: {
    fail: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ github.event.pull_request.title }}" }] } }',
      'on: issues\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/github-script@v7, with: { script: "f(`${{ github.event.issue.body }}`)" } }] } }',
      'on: pull_request\nenv: { TITLE: "${{ github.event.pull_request.title }}" }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ env.TITLE }}" }] } }',
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo \'${{ toJSON(github.event) }}\'" }] } }',
      'steps: [{ script: echo $(Build.SourceVersionMessage) }]',
    ],
    pass: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo $TITLE", env: { TITLE: "${{ github.event.pull_request.title }}" } }] } }',
      "on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: \"echo ${{ contains(github.event.pull_request.title, 'wip') || github.head_ref == 'main' }}\" }] } }",
      'steps: [{ script: echo $(Build.BuildId) $(Build.SourceBranchName) }]',
    ],
    unknown: [],
  },
}

/** What contributors choose (GitHub documentation, "Script injections"). */
const chosen =
  /\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|comment\.body|review\.body|review_comment\.body|pages|commits|head_commit\.(?:message|author|committer)|pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))|workflow_run\.(?:head_branch|display_title|head_commit|pull_requests)))|\btojson\(\s*github(?:\.event)?\s*\)/i

/** The same of Azure. A branch's own name is chosen by who may change its pipeline anyway. */
const chosenInAzure =
  /\$\((?:Build\.SourceVersionMessage|System\.PullRequest\.SourceBranch|Build\.SourceVersionAuthor)\)/

/** Comparisons and searches yield true or false, whatever they look at. */
const harmless =
  /\b(?:contains|startsWith|endsWith|hashFiles)\([^()]*\)|(?<![\w.*[\]-])[\w.*[\]-]+\s{0,9}[!=]=\s*(?:'[^']*'|[\w.]+)/g

function injectionIn({ step: { script }, levels }: PlacedStep): Origin | undefined {
  if (script.state !== 'stated') return undefined
  const { document, start, end } = script.origin
  const raw = document.text.slice(start, end)
  const azure = chosenInAzure.exec(raw)
  const found =
    azure === null
      ? expressionsIn(raw).find(({ text }) => isChosen(text, levels))
      : { text: azure[0], at: azure.index }
  return found && { document, start: start + found.at, end: start + found.at + found.text.length }
}

/** Also by way of a variable: the expression `env.TITLE` is replaced just as early. */
function isChosen(text: string, levels: readonly Variables[]): boolean {
  const expression = text.replace(harmless, '')
  const variable = /\benv\.(\w+)/.exec(expression)?.[1] ?? ''
  const known = levels.find((level) => level.has(variable))?.get(variable)
  const behind = known?.state === 'stated' ? known.value.replace(harmless, '') : ''
  return chosen.test(expression) || (behind.includes('${{') && chosen.test(behind))
}
