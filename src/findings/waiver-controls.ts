import { guarantees } from '../knowledge/guarantees.ts'
import type { ControlSummary } from './report.ts'

type WaiverControl = Omit<ControlSummary, 'verdicts'>

export type WaiverFault = 'expired' | 'unused' | 'malformed' | 'refused'

const shared = {
  layer: 'process' as const,
  guarantees,
  barriers: [],
  references: [],
} satisfies Partial<WaiverControl>

/** What can be wrong with a waiver. These are asked of waivers, not of assets, so they stand apart from the registry. */
export const waiverControls: Readonly<Record<WaiverFault, WaiverControl>> = {
  expired: {
    ...shared,
    id: 'BH-0901',
    name: 'waiver-expired',
    title: 'A waiver has run out',
    severity: 'medium',
    rationale:
      'The risk was accepted until a day that is over. Nobody has decided anew, and the finding counts again.',
    remediation: 'Correct the fault, or decide again and give the waiver a new day.',
  },
  unused: {
    ...shared,
    id: 'BH-0902',
    name: 'waiver-unused',
    title: 'A waiver waives nothing',
    severity: 'low',
    rationale: 'A waiver that matches no finding hides the next one that happens to match it.',
    remediation: 'Remove the waiver, or correct its control, asset or file.',
  },
  malformed: {
    ...shared,
    id: 'BH-0903',
    name: 'waiver-malformed',
    title: 'A waiver cannot be read',
    severity: 'medium',
    rationale: 'Whoever wrote it believes that a risk is accepted and documented; it is neither.',
    remediation:
      'Write it as `# bulkhead: waive CONTROL until YYYY-MM-DD because REASON`, or in bulkhead.yaml.',
  },
  refused: {
    ...shared,
    id: 'BH-0904',
    name: 'waiver-refused',
    title: 'A waiver names a control that cannot be waived',
    severity: 'high',
    rationale:
      'Without this control a guarantee does not hold at all; no single person can accept that for all tenants.',
    remediation: 'Correct the fault and remove the waiver.',
  },
}
