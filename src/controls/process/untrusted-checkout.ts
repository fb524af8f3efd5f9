import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineJob, PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'
import { letsIn, textOf } from './conditions.ts'

export const untrustedCheckout: Control<'pipeline'> = {
  id: 'BH-0706',
  name: 'untrusted-checkout',
  title: "Pipeline checks out a stranger's code with its own rights",
  layer: 'process',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'build-machine',
  references: [],
  rationale:
    '`pull_request_target`, `workflow_run` and `issue_comment` run with the repository’s secrets and a writing token. Code from the pull request that is built or run there takes both, and with them the images.',
  remediation:
    'Use `pull_request` for what touches the stranger’s code; keep secrets to a job that does not.',
  applies: 'pipeline',
  when: (pipeline) => pipeline.system === 'github',
  check: (pipeline) => every(pipeline.jobs, (job) => every(job.steps, (step) => judge(step, job, pipeline))),
  examples: {
    fail: [
      'on: [push, pull_request_target]\njobs: { a: { if: "!(github.event_name == \'push\')", runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.head_ref }}" } }] } }',
      'on: [push, pull_request_target]\njobs: { a: { if: "github.event_name == \'push\' || always()", runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.head_ref }}" } }] } }',
      'on: pull_request_target\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }] } }',
      'on: issue_comment\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "gh pr checkout ${{ github.event.issue.number }}" }] } }',
      'on: issue_comment\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "git fetch origin pull/${{ github.event.issue.number }}/head:pr && git checkout pr" }] } }',
      'on: workflow_run\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.workflow_run.head_sha }}" } }] } }',
    ],
    pass: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }] } }',
      'on: pull_request_target\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] } }',
      'on: [push, pull_request_target]\njobs: { a: { if: "github.event_name == \'push\'", runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.head_ref }}" } }] } }',
      'on: workflow_run\njobs: { a: { if: "github.event.workflow_run.event == \'push\'", runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.workflow_run.head_sha }}" } }] } }',
      'on: issue_comment\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "git fetch origin pull/$N/head:pr && git diff main pr" }] } }',
      'on: [issue_comment, pull_request]\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }] } }',
    ],
    unknown: [
      'on: issue_comment\njobs: { a: { if: "github.event.comment.author_association == \'MEMBER\'", runs-on: ubuntu-latest, steps: [{ run: "gh pr checkout 5" }] } }',
    ],
  },
}

/** Events that strangers raise and that run with the repository's secrets, with what names their code then. */
const privileged: Readonly<Record<string, RegExp | undefined>> = {
  pull_request_target: /github\.event\.pull_request\.(?:head|merge)|github\.head_ref/,
  workflow_run: /github\.event\.workflow_run\.(?:head|pull_requests)/,
  issue_comment: undefined,
}

/** The head of a pull request by its number, or as an earlier step found it out. */
const byNumber =
  /refs\/pull\/|\bpull\/(?:\$\{\{[^}]{0,200}\}\}|[^\s/]{1,200})\/(?:head|merge)\b|\b(?:steps|needs)\.[\w.-]{0,100}head[_-]?(?:sha|ref|branch)/i

function judge(step: PipelineStep, job: PipelineJob, { triggers }: Pipeline): Verdict {
  const conditions = [job.condition, step.condition]
  const events = triggers.map(({ event }) => event).filter((event) => event in privileged)
  const taking = events.filter(
    (event) => conditions.every((each) => letsIn(each, event)) && takesPullRequest(step, job, event),
  )
  const guards = conditions.map(textOf).join(' ')
  if (taking.length === 0 || ofOwnPeople.test(guards)) return pass()
  if (ofTrusted.test(guards)) {
    return unknown(
      'A condition says who may have the pull request’s code run with the repository’s secrets; it may have changed since they looked.',
      step.origin,
    )
  }
  return fail(
    'The workflow checks out the pull request’s code while it holds the repository’s secrets.',
    step.origin,
  )
}

/** The code comes from the repository itself, whose people may run what they like anyway. */
const ofOwnPeople =
  /head\.repo\.(?:full_name|id|owner\.login)\s*==|head_repository\.[\w.]{1,60}\s*==|head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork|workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'/

const ofTrusted = /author_association|github\.(?:actor|triggering_actor)\b|\.sender\.|\blabels?\b/

function takesPullRequest(step: PipelineStep, job: PipelineJob, event: string): boolean {
  const names = (text: string): boolean => byNumber.test(text) || privileged[event]?.test(text) === true
  const isCheckout = (valueOf(step.uses) ?? '').startsWith('actions/checkout@')
  const inputs = ['ref', 'repository'].map((key) => step.inputs.get(key))
  if (isCheckout && inputs.some((input) => input !== undefined && names(valueOf(input) ?? ''))) return true
  if (step.commands.some(checksOut)) return true
  const isGit = step.commands.some(({ name }) => name === 'git')
  return (
    isGit && names(valueOf(step.script) ?? '') && job.steps.some(({ commands }) => commands.some(laysOut))
  )
}

const layingOut = new Set(['checkout', 'switch', 'merge', 'pull', 'reset', 'worktree', 'clone', 'rebase'])

/** What is only fetched lies in no file that a build runs. */
function laysOut({ name, words }: ShellCommand): boolean {
  return name === 'git' && words.some(({ text }) => layingOut.has(text))
}

function checksOut({ name, words }: ShellCommand): boolean {
  return name === 'gh' && words[1]?.text === 'pr' && words[2]?.text === 'checkout'
}
