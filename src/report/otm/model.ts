/**
 * The part of the Open Threat Model format that is written (https://iriusrisk.com/schema/otm-0.2.0.schema.json). Its
 * schema leaves states open; these are the words of its documentation.
 */
export interface ThreatModel {
  readonly otmVersion: '0.2.0'
  readonly project: Named & { readonly description: string; readonly attributes: Attributes }
  readonly representations: readonly Representation[]
  readonly assets: readonly Asset[]
  readonly trustZones: readonly TrustZone[]
  readonly components: readonly Component[]
  readonly dataflows: readonly Dataflow[]
  readonly threats: readonly Threat[]
  readonly mitigations: readonly Mitigation[]
}

interface Named {
  readonly id: string
  readonly name: string
}

type Attributes = Readonly<Record<string, string>>

interface Representation extends Named {
  readonly type: 'code'
}

export interface Asset extends Named {
  readonly risk: {
    readonly confidentiality: number
    readonly integrity: number
    readonly availability: number
    readonly comment: string
  }
}

export interface TrustZone extends Named {
  readonly type: string
  readonly description: string
  /** From 0 to 100. */
  readonly risk: { readonly trustRating: number }
}

export interface Component extends Named {
  readonly type: string
  readonly description: string
  readonly parent: { readonly trustZone: string }
  readonly representations: readonly Place[]
  readonly assets: { readonly processed: readonly string[]; readonly stored: readonly string[] }
  readonly threats: readonly ThreatInstance[]
  readonly tags: readonly string[]
}

/** Where a component stands in the files that were scanned. */
interface Place {
  readonly representation: string
  readonly id: string
  readonly file: string
  readonly line: number
}

export interface Dataflow extends Named {
  readonly description: string
  readonly bidirectional: false
  readonly source: string
  readonly destination: string
  readonly tags: readonly string[]
  readonly attributes: Attributes
}

export interface Threat extends Named {
  readonly description: string
  readonly categories: readonly string[]
  /** Both from 0 to 100. */
  readonly risk: {
    readonly likelihood: number
    readonly likelihoodComment: string
    readonly impact: number
    readonly impactComment: string
  }
  readonly tags: readonly string[]
}

export interface ThreatInstance {
  /** Id of the threat. */
  readonly threat: string
  readonly state: ThreatState
  readonly mitigations: readonly MitigationInstance[]
}

export type ThreatState = 'exposed' | 'partly-mitigated' | 'mitigated'

export interface MitigationInstance {
  /** Id of the mitigation. */
  readonly mitigation: string
  readonly state: MitigationState
}

export type MitigationState = 'implemented' | 'required' | 'recommended'

export interface Mitigation extends Named {
  readonly description: string
  /** From 0 to 100. */
  readonly riskReduction: number
}
