import type { Severity } from '../../knowledge/guarantees.ts'

/** What every finding of its kind has in common. */
interface Kind {
  readonly rationale: string
  readonly remediation: string
}

const fromSource =
  'Do not load the file. Find out where it comes from, and get the model as safetensors from a source that you trust.'
const asSafetensors =
  'Convert the weights to safetensors, which cannot hold code, or vouch for the file and its source.'

export type FindingId =
  | 'dangerous-call'
  | 'unlisted-call'
  | 'dangerous-name'
  | 'unlisted-name'
  | 'unresolved-call'
  | 'dangerous-state'
  | 'persistent-id'
  | 'hidden-pickle'
  | 'archive-disagrees'
  | 'duplicate-member'
  | 'unsafe-path'
  | 'template-escape'
  | 'custom-code'
  | 'code-in-configuration'
  | 'dangerous-operator'
  | 'custom-operator'
  | 'format-violation'

const kinds: Readonly<Record<FindingId, Kind>> = {
  'dangerous-call': {
    rationale:
      'Loading a pickle makes the calls that it holds; this one no model needs, and an attacker does.',
    remediation: fromSource,
  },
  'unlisted-call': {
    rationale: 'Loading a pickle makes the calls that it holds; nobody vouches that this one is harmless.',
    remediation: asSafetensors,
  },
  'dangerous-name': {
    rationale:
      'Loading imports the module and hands the program something that runs code once anything calls it.',
    remediation: fromSource,
  },
  'unlisted-name': {
    rationale: 'Loading imports the module, and what an import runs nobody vouches for.',
    remediation: asSafetensors,
  },
  'unresolved-call': {
    rationale:
      'What is called is computed while the pickle loads: no model needs that, and scanners are fooled by it.',
    remediation: fromSource,
  },
  'dangerous-state': {
    rationale:
      'BUILD sets attributes; on functions, classes and modules, or under special names, that changes what runs.',
    remediation: fromSource,
  },
  'persistent-id': {
    rationale:
      'The loading program decides what a persistent id stands for; outside of torch files that may be anything.',
    remediation: 'Load the file only with the program that wrote it, or convert the weights to safetensors.',
  },
  'hidden-pickle': {
    rationale: 'A program that seeks to this place would load it; honest writers put no pickle there.',
    remediation: fromSource,
  },
  'archive-disagrees': {
    rationale:
      'Readers that trust the other of the two see other contents: that hides members from scanners.',
    remediation: 'Write the archive anew from contents that you trust, and load that.',
  },
  'duplicate-member': {
    rationale:
      'Which of the members is loaded depends on the program: one may be shown and the other one run.',
    remediation: 'Write the archive anew with one member of each name.',
  },
  'unsafe-path': {
    rationale:
      'A program that unpacks the archive or follows the path reads or writes outside of the model’s folder.',
    remediation: fromSource,
  },
  'template-escape': {
    rationale: 'Chat templates are programs; rendered without a sandbox they run what they reach in Python.',
    remediation:
      'Replace the template by one that you wrote or read, and render templates in a sandbox only.',
  },
  'custom-code': {
    rationale:
      'Loading the model runs this code where the loader trusts it, with all rights of the container.',
    remediation:
      'Read the code, pin its revision, and leave trust_remote_code off where the model runs without it.',
  },
  'code-in-configuration': {
    rationale:
      'Whoever builds the model from its configuration calls what the configuration names, or runs code that it holds.',
    remediation: fromSource,
  },
  'dangerous-operator': {
    rationale: 'The graph itself reads or writes files or runs code, whenever the model is loaded or asked.',
    remediation:
      'Take the operator out of the graph, or run the model where there is nothing to read or write.',
  },
  'custom-operator': {
    rationale:
      'The operator is no part of the runtime: a native library has to be loaded for it, and nobody sees what that does.',
    remediation:
      'Find out which library brings the operator, and vouch for it, or export the model without it.',
  },
  'format-violation': {
    rationale:
      'No honest writer makes such a file: it aims at parsers that look less closely, or hides other contents.',
    remediation: 'Do not load the file; write the model anew from a source that you trust.',
  },
}

/** Something in a model file that makes it a weapon, or may. */
export interface ModelFinding extends Kind {
  readonly id: FindingId
  readonly severity: Severity
  /** The member of the archive, each archive in front of its own: `model.zip!data.pkl`; empty for the file itself. */
  readonly member: string
  /** The byte within the member. */
  readonly offset: number
  readonly message: string
}

/** What a scanner says; the rest is the same for all of the kind. */
export type Said = Omit<ModelFinding, keyof Kind>

export function findingOf(said: Said): ModelFinding {
  return { ...said, ...kinds[said.id] }
}
